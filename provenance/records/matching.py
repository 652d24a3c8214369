"""What matching found: sentences that outlets assert themselves, which assertions are one claim, which cannot both hold."""

from __future__ import annotations

import attrs

from provenance.identifiers import content_hash
from provenance.kinds import CONFLICT_KINDS
from provenance.records.claims import Value
from provenance.records.decisions import ComparedPart
from provenance.spans import Span

RELATIONS = ("founding", "verbatim", "near", "paraphrase")

_one_of = attrs.validators.in_


@attrs.frozen(kw_only=True)
class Narration:
    """Point at a sentence that an article asserts in its own voice, for the quantities in it."""

    version: str
    span: Span
    surface: str
    values: tuple[Value, ...] = attrs.field(validator=attrs.validators.min_len(1))

    @property
    def key(self) -> str:
        """Identify the sentence by its version and its span."""
        return content_hash("narration", self.version, self.span.start, self.span.end)


@attrs.frozen(kw_only=True)
class ClaimComparison:
    """Score whether two assertions answer one question alike.

    The parts, prior included, sum to the match weight (log2).

    Args:
        a: the key of an assertion: of a claim, or of a narration.
        b: the key of the other, the larger one.
        relation: how near their words are: verbatim, near or paraphrase.
    """

    a: str
    b: str
    relation: str = attrs.field(validator=_one_of(RELATIONS[1:]))
    match_weight: float
    match_probability: float
    parts: tuple[ComparedPart, ...]


@attrs.frozen(kw_only=True)
class Conflict:
    """Say that two assertions answer one question, and that the answers cannot both hold.

    Args:
        a: the key of the earlier assertion.
        b: the key of the later one.
        kind: what parts them: number, money, percentage, date, agent (who did it), denial, speaker
            (who said
            it); update where the later one counts on.
        question: what both answer, in words.
        span_a: the characters of the answer in `a`.
        span_b: those in `b`.
        weight: log2 of the odds that both answer one question.
        reason: why both are taken to answer it: "one toll of one story", "shared words".
    """

    a: str
    b: str
    kind: str = attrs.field(validator=_one_of(CONFLICT_KINDS))
    question: str
    span_a: Span
    surface_a: str
    span_b: Span
    surface_b: str
    weight: float
    reason: str
