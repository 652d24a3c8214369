"""Verdicts: the one word for a statement, with the characters that show it."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from provenance.spans import Span
from resolvers.checking.locating import Hit
from resolvers.checking.records import GRAVITY
from resolvers.checking.sources import SourceArticle, SourceClaim
from resolvers.checking.who import UNKNOWN


@attrs.frozen(kw_only=True)
class Verdict:
    """Hold a word for a statement with what shows it.

    Args:
        finding: the word.
        source: where the statement comes from.
        span: which characters.
        claim: who says it there.
        values: what both sides have.
        note: what differs, and what to do.
        support: the sources that say it.
        speaker: whether both sides have the same speaker.
    """

    finding: str
    source: SourceArticle | None = None
    span: Span | None = None
    claim: SourceClaim | None = None
    values: tuple[str, ...] = ()
    note: str = ""
    support: tuple[SourceArticle, ...] = ()
    speaker: str = UNKNOWN

    @property
    def gravity(self) -> int:
        """How grave it is."""
        return GRAVITY[self.finding]


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the gravest of several verdicts, the first of equal ones."""
    return max(verdicts, key=lambda verdict: verdict.gravity)


def found_at(hit: Hit, finding: str, note: str = "", support: Iterable[Hit] = ()) -> Verdict:
    """Return the verdict of what stands at a place, by all that say so."""
    hits = [*support] or [hit]
    return Verdict(
        finding=finding,
        source=hit.source,
        span=hit.span,
        claim=hit.claim,
        note=note,
        support=sources_of(hits),
    )


def sources_of(hits: Iterable[Hit]) -> tuple[SourceArticle, ...]:
    """List the articles in which something stands, none twice."""
    return tuple({hit.source.number: hit.source for hit in hits}.values())


def origins(support: Iterable[SourceArticle]) -> int:
    """Count the reportings that articles go back to."""
    return len({s.article if s.origin is None else s.origin for s in support})
