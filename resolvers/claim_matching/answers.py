"""Answers: the values inside an assertion, and whether two that answer one question can both hold.

A question is what is measured (unit, currency or noun), what happened to it (killed, hurt, missing)
and the words around. Two values answer one question only where nothing of that speaks against it;
then their intervals meet, or they part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product

import attrs

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.claim_matching.bases import (
    another_stretch,
)
from resolvers.claim_matching.synonym_sets import marked

_PEOPLE = "=person"
_SPELT = {
    "meter": "metre",
    "kilometer": "kilometre",
    "km": "kilometre",
    "liter": "litre",
    "kg": "kilogram",
}
# From here a number is known to its last place that is not zero, in words as in figures.
_ROUND = 1e6
_ROUNDING = 0.1


@attrs.frozen(kw_only=True)
class Answer:
    """Hold one value with its question.

    Args:
        noun: the sense, or else the stem, of what is counted.
        happened: senses of what happened to it, from its clause, else from all of the assertion.
        about: terms of its clause.
        names: words of its clause that are written as names.
        periods: what of its clause names a stretch of time: "quarter", "June".
        kinds: what stands between number and noun: "wealthy nations".
        tally: the clause says that the number is one of something: "the toll".
        part: it counts a part of something: "three of them".
        night: it is a date whose day is soft: a night belongs to two.
        zoned: it is a date by a zone of time that is named.
        stretches: over what its clause counts: "year", "since", or "now".
        base: terms of what a share is of.
        needed: it says what is needed, and not what is there.
        years: those that stand near it.
    """

    value: Value
    noun: str | None
    happened: frozenset[str]
    about: frozenset[str]
    names: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tally: bool = False
    part: bool = False
    night: bool = False
    zoned: bool = False
    stretches: frozenset[str] = frozenset()
    base: frozenset[str] = frozenset()
    needed: bool = False
    years: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self.value.span

    def measures(self, other: Answer) -> bool:
        """Whether it measures the same sort of thing as another answer of its text."""
        one, two = self.value, other.value
        return (one.kind, one.unit, self.noun, self.part) == (
            two.kind,
            two.unit,
            other.noun,
            other.part,
        )

    @property
    def tolls(self) -> bool:
        """Whether it counts what something happened to, and grows as news comes in: a toll."""
        return self.value.kind == "number" and any(marked(name, "toll") for name in self.happened)


@attrs.frozen(kw_only=True)
class Pairing:
    """Hold two answers to one question.

    Args:
        strength: how sure it is that the question is one, 0 to 1.
        agree: they can both hold.
    """

    a: Answer
    b: Answer
    strength: float
    agree: bool

    @property
    def none(self) -> bool:
        """Whether one side counts none.

        "no one was hurt" is a number, and no denial of "three were hurt".
        """
        return any(x.value.low == x.value.high == 0 for x in (self.a, self.b))

    @property
    def measured(self) -> str:
        """What both measure: a unit, a noun, else the kind of the values."""
        one, two = self.a.value, self.b.value
        return one.unit or one.noun or two.noun or one.kind

    @property
    def happened(self) -> frozenset[str]:
        """The senses of what happened to it, by both."""
        return self.a.happened & self.b.happened


def pair_answers(one: Sequence[Answer], two: Sequence[Answer]) -> list[Pairing]:
    """Pair the answers of two assertions, each at most once.

    Those that agree come first, since one question has one answer.

    "Twelve people, three of them children" against "twelve people" says nothing about three.
    """
    candidates = sorted(
        _candidate_pairings(one, two), key=lambda p: (not p.agree, -p.strength, p.a.span, p.b.span)
    )
    found: list[Pairing] = []
    for pairing in candidates:
        if all(pairing.a is not p.a and pairing.b is not p.b for p in found):
            found.append(pairing)
    return found


def _candidate_pairings(one: Iterable[Answer], two: Sequence[Answer]) -> Iterator[Pairing]:
    """Yield all pairs of answers that may be to one question."""
    for a, b in product(one, two):
        strength = same_question(a, b)
        if strength > 0:
            yield Pairing(a=a, b=b, strength=strength, agree=compatible(a, b))


def same_question(a: Answer, b: Answer) -> float:
    """Say how sure it is that two values answer one question, 0 to 1.

    0 where anything speaks against it.
    """
    if (
        not _is_same_quantity_kind(a, b)
        or _is_disjoint(a.happened, b.happened)
        or _has_different_base(a, b)
    ):
        return 0.0
    if a.tolls != b.tolls and not _has_tally(a, b):
        return 0.0
    is_count = a.value.kind == "number" and a.value.unit is None
    return _same_count_strength(a, b) if is_count else _same_quantity_strength(a, b)


def _is_same_quantity_kind(a: Answer, b: Answer) -> bool:
    """Whether two values can be of one thing: of one kind and unit, and no part beside a whole."""
    one, two = a.value, b.value
    same = one.kind == two.kind and _normalised_unit(one) == _normalised_unit(two)
    return same and (a.part == b.part or a.noun == b.noun)


def _has_tally(a: Answer, b: Answer) -> bool:
    """Whether one says by another number what it counts: "the figure"."""
    return a.tally or b.tally


def _same_count_strength(a: Answer, b: Answer) -> float:
    """Say how sure it is that two numbers count the same.

    Three of seven and nine of 28 are both right: parts are of one whole, or not compared.
    """
    other = _is_disjoint(a.names, b.names) or _is_disjoint(a.kinds, b.kinds) or (a.part and b.part)
    return _same_noun_strength(a, b) * (0.5 if other else 1.0) * _shared_context_strength(a, b)


def _shared_context_strength(a: Answer, b: Answer) -> float:
    """Say how far two counts stand among the same words."""
    shared = len(a.about & b.about)
    if shared >= 2 or a.happened & b.happened:
        return 1.0
    return 0.75 if shared or _has_tally(a, b) else 0.5


def _same_quantity_strength(a: Answer, b: Answer) -> float:
    """Say how sure it is that money, shares, measures or dates are of the same.

    They say nothing of what they measure: the words of their clauses have to.
    """
    shared = len(a.about & b.about)
    if shared < 2 or 2 * shared < min(len(a.about), len(b.about)) or _is_disjoint(a.names, b.names):
        return 0.0
    if a.value.kind != "date" and a.periods != b.periods:
        return 0.0
    return 1.0 if shared >= 3 or a.happened & b.happened else 0.8


def _has_different_base(a: Answer, b: Answer) -> bool:
    """Whether two quantities are of another whole or time, or only one of them is needed."""
    if a.value.kind == "date":
        return False
    return (
        a.needed != b.needed
        or _is_disjoint(a.years, b.years)
        or another_stretch(a.stretches, b.stretches)
        or _is_disjoint(a.base, b.base)
    )


def _same_noun_strength(a: Answer, b: Answer) -> float:
    """Say how far two counts are of the same things."""
    if a.noun is None or b.noun is None:
        return 0.8 if _is_same_toll(a, b) else 0.0
    if a.noun == b.noun:
        return 1.0
    nouns = {a.noun, b.noun}
    people = _PEOPLE in nouns and all(marked(name.lstrip("="), "person") for name in nouns)
    return 0.8 if people else 0.0


def _is_same_toll(a: Answer, b: Answer) -> bool:
    """Whether two numbers, one without a noun, are tolls of one sort: "the toll rose to 17"."""
    toll = any(marked(name, "toll") for name in a.happened & b.happened)
    return toll and _counts_something(a) and _counts_something(b)


def _counts_something(answer: Answer) -> bool:
    """Whether a number is one of something, and no year."""
    return answer.noun is not None or (answer.tally and not _is_bare_year(answer.value))


def _normalised_unit(value: Value) -> str | None:
    return _SPELT.get(value.unit or "", value.unit)


def _is_disjoint(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both sides say something, and nothing that both say."""
    return bool(a) and bool(b) and not a & b


def _is_bare_year(value: Value) -> bool:
    """Whether a bare number reads as a year."""
    return value.surface.isdigit() and 1900 <= int(value.surface) <= 2100


def compatible(a: Answer, b: Answer) -> bool:
    """Whether two values of one kind and unit can both hold: whether their intervals meet."""
    one, two = a.value, b.value
    if one.kind == "date":
        return _may_be_same_day(a, b)
    slack = _rounding_slack(one, two)
    may_reach = (
        two.high is None or _least_allowed_value(one) - slack <= two.high
    )  # the second, from below
    may_be_reached = one.high is None or _least_allowed_value(two) - slack <= one.high
    if one.kind == "number" and _has_different_nouns(a, b):
        # People are all of them: twelve people may be three children and others, and never thirteen
        # children.
        return may_be_reached if a.noun == _PEOPLE else may_reach
    return may_reach and may_be_reached


def _has_different_nouns(a: Answer, b: Answer) -> bool:
    """Whether both say what they count, and not the same."""
    return a.noun is not None and b.noun is not None and a.noun != b.noun


def _may_be_same_day(a: Answer, b: Answer) -> bool:
    """Whether two dates can be of one day: a night and two zones allow the next one."""
    one, two = _first_and_last_day(a.value), _first_and_last_day(b.value)
    if one is None or two is None:
        return True
    soft = timedelta(days=1 if _may_shift_by_day(a) or _may_shift_by_day(b) else 0)
    return one[0] <= two[1] + soft and two[0] <= one[1] + soft


def _first_and_last_day(value: Value) -> tuple[date, date] | None:
    """Return the first and the last day of a date; None where one is not known."""
    if value.first_day is None or value.last_day is None:
        return None
    return value.first_day, value.last_day


def _may_shift_by_day(answer: Answer) -> bool:
    """Whether a date may as well be the next day's."""
    return answer.night or answer.zoned


def _rounding_slack(one: Value, two: Value) -> float:
    """Return how far two numbers of a million or more may lie apart if one is rounded more.

    "3 million" may be 3.2 million, and is not 4 million; 200 is not 212.
    """
    if one.kind == "percentage" or one.low is None or two.low is None:
        return 0.0
    places = sorted((_last_significant_place(one.low), _last_significant_place(two.low)))
    coarse = places[1]
    if places[0] == coarse or min(one.low, two.low) < _ROUND:
        return 0.0
    return min(coarse / 2, _ROUNDING * min(one.low, two.low))


def _last_significant_place(number: float) -> float:
    """Return the last place of a whole number that is not zero: 100,000 of 3.2 million."""
    digits = f"{number:.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _least_allowed_value(value: Value) -> float:
    """Return the least that a value allows; "over 100,000" and "100,000" round one number."""
    low = value.low or 0.0
    return low - 1 if value.high is None and low > 100 and (low - 1) % 10 == 0 else low
