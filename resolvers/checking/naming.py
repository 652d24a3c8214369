"""Naming: names of a statement in whose place its source has another."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

import attrs

from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.checking.draft import DraftText
from resolvers.checking.sources import SourceArticle
from resolvers.checking.who import Who, names_agree
from resolvers.text.folding import fold

_KINDS = {"PER": {"PER"}, "ORG": {"ORG", "LOC"}, "LOC": {"ORG", "LOC"}}


@attrs.frozen(kw_only=True)
class OtherName:
    """Hold a name of a draft in whose place its source has another.

    Args:
        at: where it stands in the draft.
    """

    at: Span
    draft: str
    source: str
    source_at: Span


def other_names(
    draft: DraftText, pieces: Sequence[Span], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherName]:
    """Yield the names that an article has nowhere, where the passage has another of the kind."""
    own = list(_name_mentions_in(draft, pieces))
    named = [draft.people[chain.key] for chain, _ in own]
    around = fold(source.view[beside.start : beside.end])
    for (chain, at), who in zip(own, named, strict=True):
        if chain.type not in _KINDS or _is_known_to_source(who, source, around):
            continue
        there = _rival_name_span(_KINDS[chain.type], named, source, near)
        if there is not None:
            yield OtherName(
                at=at,
                draft=at.surface(draft.view),
                source=there.surface(source.view),
                source_at=there,
            )


def _name_mentions_in(draft: DraftText, pieces: Sequence[Span]) -> Iterator[tuple[Chain, Span]]:
    """Yield the names inside pieces of a draft, with their chains."""
    for chain in draft.chains:
        for mention in chain.mentions:
            if mention.kind == "name" and any(piece.contains(mention.span) for piece in pieces):
                yield chain, mention.span


def _is_known_to_source(who: Who, source: SourceArticle, around: str) -> bool:
    """Whether an article knows somebody by one of the names."""
    words = f" {source.folded} {around} "
    if any(f" {name} " in words for name in who.names):
        return True
    return any(names_agree(who, chain.who) for chain in source.chains)


def _rival_name_span(
    kinds: Container[str], named: Sequence[Who], source: SourceArticle, near: Span
) -> Span | None:
    """Return where a passage first names somebody of some kinds whom a statement does not name."""
    for chain in source.chains_in(near):
        who = chain.who
        if who.type in kinds and who.names and not any(names_agree(w, who) for w in named):
            return next(mention for mention in chain.mentions if near.contains(mention))
    return None
