"""Answers: the values inside an assertion with the question that each answers, and whether two answers can both hold.

A question is what is measured (unit, currency or noun), what happened to it (killed, hurt, missing)
and the words around. Two values answer one question only where nothing of that speaks against it;
then their intervals meet, or they part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

import attrs

from provenance.claims import Value
from provenance.spans import Span
from resolvers.coverage.words import words_of
from resolvers.matching.bases import (
    another_stretch,
    needed,
    share_base,
    stretches,
    zoned,
)
from resolvers.matching.senses import deeds, marked, senses, term, terms_of
from resolvers.reading.words import word_set

_CLAUSE_END = re.compile(r"[;:.!?—–\n]|,(?!\d)| (?:and|but|while|whereas|although|because) ")
_WINDOW = 120  # code points on either side of a value that can be of its clause
_PART = re.compile(
    r"\b(?:including|(?:among|of) (?:them|whom|those)|of these|other|further|another|additional|more(?! than))\b"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
_PERIODS = word_set(
    "day week month quarter year decade daily weekly monthly quarterly annual annually yearly "
    "days weeks months quarters years "
    "january february march april may june july august september october november december"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PEOPLE = "=person"
_TALLY = word_set("toll total tally number count figure")
_THERE = re.compile(r"\bthere (?:were|are|had been|have been) \Z")  # and a number, of nothing
_NIGHT = re.compile(r"night|evening|overnight|midnight|late|early|dawn|morning", re.IGNORECASE)
_SPELT = {
    "meter": "metre",
    "kilometer": "kilometre",
    "km": "kilometre",
    "liter": "litre",
    "kg": "kilogram",
}
# Words of bounds, which say nothing of the sort of what is counted.
_BOUNDING = word_set(
    "excess region order minimum maximum single plus odd exceeding perhaps maybe circa "
    "slightly little well approaching shy counting estimated close"
)
_ROUND = (
    1e6  # from here a number is known to its last place that is not zero, in words as in figures
)
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
        """Whether it counts whom or what something happened to, which grows as news comes in: a toll."""
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


def answers_of(pieces: Sequence[tuple[Span, str]], values: Sequence[Value]) -> tuple[Answer, ...]:
    """Return the answers inside an assertion, in order."""
    if not values:
        return ()  # most assertions: their words need not be looked up
    everything = deeds(word for _, surface in pieces for word in words_of(surface))
    found = [
        _answer(value, span, surface, everything)
        for value in values
        for span, surface in pieces
        if span.contains(value.span)
    ]
    return tuple(_without_others(answer, found) for answer in found)


def _without_others(answer: Answer, answers: Sequence[Answer]) -> Answer:
    """Leave out what another number counts: "100 people were hit, resulting in 18 deaths"."""
    others = {a.noun.lstrip("=") for a in answers if a is not answer and a.noun}
    return attrs.evolve(answer, happened=answer.happened - others)


# dense: hands on what was read by its name
def _answer(value: Value, span: Span, surface: str, everything: frozenset[str]) -> Answer:
    start, end = value.span.start - span.start, value.span.end - span.start
    left, right = _clause(surface, start, end)
    clause = [
        word
        for low, high in ((left, start), (start, end), (end, right))
        for word in words_of(surface[low:high])
    ]
    noun = _noun(value, surface[start:end])
    happened = deeds(clause) - ({noun.lstrip("=")} if noun else set())
    dated = value.kind == "date"
    return Answer(
        value=value,
        noun=noun,
        happened=happened or everything,
        about=_terms(clause, noun),
        names=_names(surface[left:start] + surface[end:right]),
        periods=frozenset(clause) & _PERIODS,
        kinds=_terms((w for w in words_of(surface[start:end]) if w not in _BOUNDING), noun),
        tally=not _TALLY.isdisjoint(clause) or bool(_THERE.search(surface[left:start])),
        part=_is_part(surface, start, end),
        night=dated and bool(_NIGHT.search(surface[max(0, start - 12) : end + 12])),
        zoned=dated and zoned(surface[left:right]),
        stretches=stretches(surface[left:right]),
        base=share_base(surface, end) if value.kind == "percentage" else frozenset(),
        years=frozenset(_YEAR.findall(surface[max(0, start - _WINDOW) : end + _WINDOW])),
        needed=not dated and needed(surface, start, end),
    )


def _terms(words: Iterable[str], noun: str | None) -> frozenset[str]:
    """Return the terms of words but the noun."""
    return terms_of(words) - {noun}


def _names(words: str) -> frozenset[str]:
    """Return the words that are written as names, in lower case."""
    return frozenset(w.lower() for w in _NAME.findall(words) if term(w.lower()))


def _is_part(surface: str, start: int, end: int) -> bool:
    """Whether a value counts a part of something."""
    before = surface[max(0, start - 16) : start].lower()
    within = surface[start:end].lower() + surface[end : end + 8].lower()
    return bool(_PART.search(before) or _PART.search(within))


def _clause(surface: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around two offsets."""
    low = max(0, start - _WINDOW)
    breaks = [m.end() for m in _CLAUSE_END.finditer(surface, low, start)]
    after = _CLAUSE_END.search(surface, end, min(len(surface), end + _WINDOW))
    return (breaks[-1] if breaks else low), (
        after.start() if after else min(len(surface), end + _WINDOW)
    )


def _noun(value: Value, surface: str) -> str | None:
    """Return the sense of what is counted: the head noun, by the last word of the value's words that has it."""
    if value.noun is None:
        return None
    for word in reversed(words_of(surface)):
        if word.startswith(value.noun[:3]) or word in senses():
            return term(word) or value.noun
    return term(value.noun) or value.noun


def pair_answers(one: Sequence[Answer], two: Sequence[Answer]) -> list[Pairing]:
    """Pair the answers of two assertions, each at most once: those that agree first, since one question has one answer.

    "Twelve people, three of them children" against "twelve people" says nothing about three.
    """
    candidates = [
        Pairing(a=a, b=b, strength=s, agree=compatible(a, b))
        for a in one
        for b in two
        if (s := same_question(a, b)) > 0
    ]
    candidates.sort(key=lambda p: (not p.agree, -p.strength, p.a.span, p.b.span))
    found: list[Pairing] = []
    for pairing in candidates:
        if all(pairing.a is not p.a and pairing.b is not p.b for p in found):
            found.append(pairing)
    return found


# dense: one thing that speaks against it a line
def same_question(a: Answer, b: Answer) -> float:
    """Say how sure it is that two values answer one question, 0 to 1.

    0 where anything speaks against it.
    """
    one, two = a.value, b.value
    if one.kind != two.kind or _unit(one) != _unit(two) or (a.part != b.part and a.noun != b.noun):
        return 0.0
    told = a.tally or b.tally  # "the figure" says by another number what it counts
    if _differ(a.happened, b.happened) or _other_base(a, b) or (a.tolls != b.tolls and not told):
        return 0.0
    shared = len(a.about & b.about)
    happened = bool(a.happened & b.happened)
    if one.kind == "number" and one.unit is None:
        # Three of seven and nine of 28 are both right: parts are of one whole, or not compared.
        other = _differ(a.names, b.names) or _differ(a.kinds, b.kinds) or (a.part and b.part)
        return (
            _same_noun(a, b)
            * (0.5 if other else 1.0)
            * (1.0 if happened or shared >= 2 else 0.75 if shared or told else 0.5)
        )
    # Money, shares, measures and dates say nothing of what they measure: the words of their clauses
    # have to.
    if shared < 2 or 2 * shared < min(len(a.about), len(b.about)) or _differ(a.names, b.names):
        return 0.0
    if one.kind != "date" and a.periods != b.periods:
        return 0.0
    return 1.0 if happened or shared >= 3 else 0.8


def _other_base(a: Answer, b: Answer) -> bool:
    """Whether two quantities are of another whole or time, or only one of them is needed."""
    if a.value.kind == "date":
        return False
    return (
        a.needed != b.needed
        or _differ(a.years, b.years)
        or another_stretch(a.stretches, b.stretches)
        or _differ(a.base, b.base)
    )


def _same_noun(a: Answer, b: Answer) -> float:
    """Say how far two counts are of the same things."""
    if a.noun is None or b.noun is None:
        toll = any(marked(name, "toll") for name in a.happened & b.happened)
        tallied = all(x.noun is not None or (x.tally and not _year(x.value)) for x in (a, b))
        return 0.8 if toll and tallied else 0.0  # "the toll rose to 17"
    if a.noun == b.noun:
        return 1.0
    nouns = {a.noun, b.noun}
    return (
        0.8
        if _PEOPLE in nouns and all(marked(name.lstrip("="), "person") for name in nouns)
        else 0.0
    )


def _unit(value: Value) -> str | None:
    return _SPELT.get(value.unit or "", value.unit)


def _differ(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both sides say something, and nothing that both say."""
    return bool(a) and bool(b) and not a & b


def _year(value: Value) -> bool:
    """Whether a bare number reads as a year."""
    return value.surface.isdigit() and 1900 <= int(value.surface) <= 2100


def compatible(a: Answer, b: Answer) -> bool:
    """Whether two values of one kind and unit can both hold: whether their intervals meet."""
    one, two = a.value, b.value
    if one.kind == "date":
        return _one_day(a, b)
    slack = _places(one, two)
    low_a, high_a = _floor(one) - slack, one.high
    low_b, high_b = _floor(two) - slack, two.high
    if one.kind == "number" and a.noun != b.noun and None not in {a.noun, b.noun}:
        # People are all of them: twelve people may be three children and others, and never thirteen
        # children.
        return (
            high_a is None or low_b <= high_a
            if a.noun == _PEOPLE
            else high_b is None or low_a <= high_b
        )
    return (high_b is None or low_a <= high_b) and (high_a is None or low_b <= high_a)


def _one_day(a: Answer, b: Answer) -> bool:
    """Whether two dates can be of one day: a night and two zones allow the next one."""
    first_a, last_a = a.value.first_day, a.value.last_day
    first_b, last_b = b.value.first_day, b.value.last_day
    if first_a is None or last_a is None or first_b is None or last_b is None:
        return True
    soft = timedelta(days=1 if a.night or b.night or a.zoned or b.zoned else 0)
    return first_a <= last_b + soft and first_b <= last_a + soft


def _places(one: Value, two: Value) -> float:
    """Return how far two numbers of a million or more may lie apart if one is rounded more.

    "3 million" may be 3.2 million, and is not 4 million; 200 is not 212.
    """
    if one.kind == "percentage" or one.low is None or two.low is None:
        return 0.0
    places = sorted((_place(one.low), _place(two.low)))
    coarse = places[1]
    if places[0] == coarse or min(one.low, two.low) < _ROUND:
        return 0.0
    return min(coarse / 2, _ROUNDING * min(one.low, two.low))


def _place(number: float) -> float:
    """Return the last place of a whole number that is not zero: 100,000 of 3.2 million."""
    digits = f"{number:.0f}"
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _floor(value: Value) -> float:
    """Return the least that a value allows; "over 100,000" and "100,000" round one number."""
    low = value.low or 0.0
    return low - 1 if value.high is None and low > 100 and (low - 1) % 10 == 0 else low
