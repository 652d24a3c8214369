"""Texts: what a draft and an article of the ledger have in common once they are read."""

from __future__ import annotations

from functools import cached_property

import attrs

from provenance.spans import Span
from resolvers.mention_detection.reading_view import reading_view
from resolvers.text.sentences import sentences


@attrs.frozen(kw_only=True, slots=False, eq=False)
class ReadText:
    """Hold a text with its sentences."""

    text: str = attrs.field(repr=False)

    @cached_property
    def view(self) -> str:
        """The text as it is seen."""
        return reading_view(self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order."""
        return tuple(sentences(self.view))
