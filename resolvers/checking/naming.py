"""Naming: names of a statement in whose place its source has another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from provenance.mentions import Chain
from provenance.spans import Span
from resolvers.checking.draft import DraftText
from resolvers.checking.sources import SourceArticle, SourceChain
from resolvers.checking.who import Who, names_agree
from resolvers.reading.folding import fold

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


# dense: both sides of a name
def other_names(
    draft: DraftText, pieces: Sequence[Span], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherName]:
    """Yield the names that an article has nowhere, and in whose place the passage has another of the kind."""
    own = [
        (chain, m.span)
        for chain in draft.chains
        for m in chain.mentions
        if m.kind == "name" and any(piece.contains(m.span) for piece in pieces)
    ]
    around = fold(source.view[beside.start : beside.end])
    for chain, at in own:
        who = draft.people[chain.key]
        if chain.type not in _KINDS or _is_known(who, source, around):
            continue
        rival = _rival(chain, [c for c, _ in own], draft, source, near)
        if rival is not None:
            there = next(m for m in rival.mentions if near.contains(m))
            yield OtherName(
                at=at,
                draft=at.surface(draft.view),
                source=there.surface(source.view),
                source_at=there,
            )


def _is_known(who: Who, source: SourceArticle, around: str) -> bool:
    """Whether an article knows somebody by one of the names."""
    words = f" {source.folded} {around} "
    if any(f" {name} " in words for name in who.names):
        return True
    return any(names_agree(who, chain.who) for chain in source.chains)


def _rival(
    chain: Chain, own: Iterable[Chain], draft: DraftText, source: SourceArticle, near: Span
) -> SourceChain | None:
    """Return who of the same kind is named in a passage and not in the statement."""
    named = [draft.people[c.key] for c in own]
    kinds = _KINDS[chain.type]
    return next(
        (
            c
            for c in source.chains_in(near)
            if c.who.type in kinds and c.who.names and not any(names_agree(w, c.who) for w in named)
        ),
        None,
    )
