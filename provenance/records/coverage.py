"""What articles have in common: who copied whom, which go back to one reporting, and which are about one event."""

from __future__ import annotations

import attrs

from provenance.records.decisions import ComparedPart
from provenance.spans import Span

DERIVATION_KINDS = ("copy", "excerpt", "reuse")
DIRECTION_CUES = ("credit", "time", "containment", "none")
CREDIT_KINDS = (
    "dateline",
    "with",
    "contributed",
    "source",
    "byline",
    "copyright",
    "closing",
    "named",
)


@attrs.frozen(kw_only=True)
class Credit:
    """Point at where an article says whose report it prints.

    Args:
        span: where in the text; None for a byline, which is no part of it.
        kind: the form of the credit.
        publisher: the folded name of who is credited.
    """

    span: Span | None
    kind: str = attrs.field(validator=attrs.validators.in_(CREDIT_KINDS))
    publisher: str


@attrs.frozen(kw_only=True)
class Passage:
    """Point at one copied passage on both sides."""

    span: Span
    from_span: Span


@attrs.frozen(kw_only=True)
class Derivation:
    """Say that one version prints what another printed.

    Args:
        version: the key of the version that copied; where no direction is known, of the
            later-sorting one.
        from_version: the key of the version that was copied.
        kind: copy; excerpt, a part that stands alone; reuse, both of one publisher.
        direction: what tells who copied whom: credit, time, containment, or none.
        share: which share of the copying version's words outside quotations is copied, 0 to 1.
        from_share: which share of the copied version's words outside quotations that is.
        quoted: which share of the shared words is quoted.
        passages: what is shared, in the order of the copying version.
        credit: where the copying version names whom it copied.
    """

    version: str
    from_version: str
    kind: str = attrs.field(validator=attrs.validators.in_(DERIVATION_KINDS))
    direction: str = attrs.field(validator=attrs.validators.in_(DIRECTION_CUES))
    share: float
    from_share: float
    quoted: float
    passages: tuple[Passage, ...] = attrs.field(validator=attrs.validators.min_len(1))
    credit: Credit | None = None


@attrs.frozen(kw_only=True)
class StoryComparison:
    """Score whether two versions are about one event.

    The parts, prior included, sum to the match weight (log2).
    """

    version_a: str
    version_b: str
    match_weight: float
    match_probability: float
    parts: tuple[ComparedPart, ...]


@attrs.frozen(kw_only=True)
class StoryRelation:
    """Relate two stories: the later follows up the earlier.

    Args:
        weight: the highest match weight (log2) between their versions without what their distance
            in time says.
    """

    story: str
    earlier: str
    kind: str = attrs.field(default="follow-up", validator=attrs.validators.in_(("follow-up",)))
    weight: float
