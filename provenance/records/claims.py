"""Claims: who said what, to whom, and the characters that say so."""

from __future__ import annotations

import math
from datetime import date
from functools import cached_property

import attrs

from provenance.identifiers import content_hash
from provenance.kinds import ACTS, CLAIM_KINDS
from provenance.spans import Span

MODALITIES = ("neutral", "assertive", "denial", "belief", "promise", "demand")
STANCES = ("asserts", "denies", "asks", "withholds", "supposes", "hearsay")
POLARITIES = ("affirmed", "denied")
CERTAINTIES = ("stated", "possible")
VALUE_KINDS = ("number", "money", "percentage", "date")
SPAN_ROLES = ("content", "cue", "source", "addressee", "quote")

_one_of = attrs.validators.in_


@attrs.frozen(kw_only=True)
class Value:
    """Give a quantity or a date inside a claim, as the interval that its words allow.

    "More than two dozen countries" is the number 25 to infinity of countries; a date is an interval
    of days.
    """

    kind: str = attrs.field(validator=_one_of(VALUE_KINDS))
    span: Span
    surface: str
    low: float | None = None
    high: float | None = None  # None where nothing bounds it from above
    unit: str | None = None  # a currency code, or a unit of measure
    noun: str | None = None  # what is counted, in its singular
    first_day: date | None = None
    last_day: date | None = None


@attrs.frozen(kw_only=True)
class Claim:
    """Hold reported words of one version with who reports them.

    The speaker may be unknown; then `source` still has the words that describe it, if any do. "He"
    is never an entity: a pronoun leads to a chain, with the weight of that step.

    Args:
        content: the pieces of what was said, in order; never empty.
        cue: the words that report it.
        source: the words that name or describe who said it.
        addressee: to whom.
        quotes: the quotations inside the content.
        kind: direct where the content is quotation alone, indirect where there is none, mixed
            otherwise.
        polarity: affirmed, or denied where the saying is negated.
        modality: the class of the cue: neutral, assertive, denial, belief, promise or demand.
        certainty: stated, or possible: behind "may", in a condition, a question and hearsay.
        stance: how the speaker stands to the content: asserts, denies or asks it, withholds ("did
            not say"), supposes ("if he says") or, by others' account, says it (hearsay).
        act: what is done: said, wrote, asked, believes, plans, demands, evidence ("the poll shows")
            or about (a noun phrase that is judged or spoken of); exports call it `class`.
        rule: what found it.
        score: how often that rule was right on labelled articles.
        parent: the key of the claim whose content holds this one.
        speaker: the key of the chain that speaks.
        speaker_cue: how the source leads to the chain.
        speaker_weight: log2 of the odds that it does; None where the source is a mention of the
            chain.
        speakers: where the source names several, the key of the chain of each with its characters.
        values: the quantities and dates inside.
    """

    version: str
    content: tuple[Span, ...] = attrs.field(validator=attrs.validators.min_len(1))
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    addressee: Span | None = None
    quotes: tuple[Span, ...] = ()
    kind: str = attrs.field(validator=_one_of(CLAIM_KINDS))
    polarity: str = attrs.field(default="affirmed", validator=_one_of(POLARITIES))
    modality: str = attrs.field(default="neutral", validator=_one_of(MODALITIES))
    certainty: str = attrs.field(default="stated", validator=_one_of(CERTAINTIES))
    stance: str = attrs.field(default="asserts", validator=_one_of(STANCES))
    act: str = attrs.field(default="said", validator=_one_of(ACTS))
    rule: str
    score: float
    parent: str | None = None
    speaker: str | None = None
    speaker_cue: str | None = None
    speaker_weight: float | None = None
    speakers: tuple[tuple[str, Span], ...] = ()
    values: tuple[Value, ...] = ()

    @cached_property
    def key(self) -> str:
        """Identify the claim by its version and its spans."""
        return content_hash(
            "claim", self.version, [[role, s.start, s.end] for role, s in self.spans]
        )

    @property
    def spans(self) -> tuple[tuple[str, Span], ...]:
        """List all spans with their roles: content, cue, source, addressee, quote."""
        addressee = (self.addressee,) if self.addressee else ()
        parts = zip(
            SPAN_ROLES, (self.content, self.cue, self.source, addressee, self.quotes), strict=True
        )
        return tuple((role, span) for role, spans in parts for span in spans)

    @property
    def probability(self) -> float | None:
        """The probability that the speaker's chain said this.

        Below the score, and below that of the step to the chain.
        """
        if self.speaker is None:
            return None
        step = 1.0 if self.speaker_weight is None else 1 / (1 + math.exp2(-self.speaker_weight))
        return self.score * step
