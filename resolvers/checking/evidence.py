"""Evidence: a draft with the sources at hand, and the ways to find one in the other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from provenance.spans import Span
from resolvers.checking.draft import DraftText, Statement, without
from resolvers.checking.locating import Locator
from resolvers.checking.passages import Passages, terms_in
from resolvers.checking.sources import Library
from resolvers.checking.words import Stream


@attrs.frozen(slots=False, eq=False)
class DraftEvidence:
    """Hold a draft and the sources that it is judged by."""

    draft: DraftText
    library: Library

    @cached_property
    def locator(self) -> Locator:
        """Where quotations stand in the sources."""
        return Locator(self.library)

    @cached_property
    def passages(self) -> Passages:
        """Which sentences of the sources say the same."""
        return Passages(self.library)

    def stream(self, statement: Statement) -> Stream:
        """Return the words of a statement, with who says it."""
        return Stream.of(self.draft.view, [statement.region])

    def words(self, pieces: Iterable[Span]) -> str:
        """Return the text of some pieces of the draft."""
        return " … ".join(piece.surface(self.draft.view) for piece in pieces)

    def terms(self, statement: Statement) -> frozenset[str]:
        """Return what the words of a statement stand for: of its content, or of all where that is little."""
        terms = terms_in(self.draft.view, statement.content)
        return terms if len(terms) > 1 else terms_in(self.draft.view, [statement.region])

    def names(self, statement: Statement) -> frozenset[str]:
        """Return the terms of the names and roles of a statement."""
        spans = [
            mention.span
            for chain in self.draft.chains
            for mention in chain.mentions
            if mention.kind in {"name", "role"} and statement.region.contains(mention.span)
        ]
        return terms_in(self.draft.view, spans)


def beside_quotations(statement: Statement) -> list[Span]:
    """Return what of a statement is no quotation and does not name who says it."""
    holes = [quoted.span for quoted in statement.quoted]
    return list(without([statement.region], [*holes, *statement.source]))
