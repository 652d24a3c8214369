"""Clauses: the question that a value answers, read from the clause around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.claim_matching.answers import Answer
from resolvers.claim_matching.bases import needed, share_base, stretches, zoned
from resolvers.claim_matching.synonym_sets import deeds, senses, term, terms_of
from resolvers.text.quoted_words import words_of
from resolvers.text.words import word_set

_CLAUSE_END = re.compile(r"[;:.!?—–\n]|,(?!\d)| (?:and|but|while|whereas|although|because) ")
_WINDOW = 120  # code points on either side of a value that can be of its clause
_PART = re.compile(
    r"\b(?:including|(?:among|of) (?:them|whom|those)|of these|other|further|another|additional"
    r"|more(?! than))\b"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
_PERIODS = word_set(
    "day week month quarter year decade daily weekly monthly quarterly annual annually yearly "
    "days weeks months quarters years "
    "january february march april may june july august september october november december"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TALLY = word_set("toll total tally number count figure")
_THERE = re.compile(r"\bthere (?:were|are|had been|have been) \Z")  # and a number, of nothing
_NIGHT = re.compile(r"night|evening|overnight|midnight|late|early|dawn|morning", re.IGNORECASE)
# Words of bounds, which say nothing of the sort of what is counted.
_BOUNDING = word_set(
    "excess region order minimum maximum single plus odd exceeding perhaps maybe circa "
    "slightly little well approaching shy counting estimated close"
)


def answers_of(pieces: Sequence[tuple[Span, str]], values: Sequence[Value]) -> tuple[Answer, ...]:
    """Return the answers inside an assertion, in order."""
    if not values:
        return ()  # most assertions: their words need not be looked up
    everything = deeds(word for _, surface in pieces for word in words_of(surface))
    found = [
        _read_clause_answer(value, _Clause.of(value, span, surface), everything)
        for value in values
        for span, surface in pieces
        if span.contains(value.span)
    ]
    return tuple(_without_other_counted_nouns(answer, found) for answer in found)


def _without_other_counted_nouns(answer: Answer, answers: Sequence[Answer]) -> Answer:
    """Leave out what another number counts: "100 people were hit, resulting in 18 deaths"."""
    others = {a.noun.lstrip("=") for a in answers if a is not answer and a.noun}
    return attrs.evolve(answer, happened=answer.happened - others)


@attrs.frozen
class _Clause:
    """Point at a value inside a piece, and at the clause around it.

    Args:
        surface: the words of the piece.
        left: where the clause begins.
        start: where the value begins.
        end: where it ends.
        right: where the clause ends.
    """

    surface: str
    left: int
    start: int
    end: int
    right: int

    @classmethod
    def of(cls, value: Value, span: Span, surface: str) -> _Clause:
        """Find the clause of a value that a piece holds."""
        start, end = value.span.start - span.start, value.span.end - span.start
        left, right = _clause_bounds(surface, start, end)
        return cls(surface, left, start, end, right)

    @property
    def value(self) -> str:
        """Return the words of the value."""
        return self.surface[self.start : self.end]

    @property
    def words(self) -> str:
        """Return the words of the clause."""
        return self.surface[self.left : self.right]

    @property
    def before(self) -> str:
        """Return the words of the clause before the value."""
        return self.surface[self.left : self.start]

    @property
    def behind(self) -> str:
        """Return the words of the clause behind the value."""
        return self.surface[self.end : self.right]

    def near(self, reach: int) -> str:
        """Return the words around the value, so many code points on either side."""
        return self.surface[max(0, self.start - reach) : self.end + reach]


def _read_clause_answer(value: Value, clause: _Clause, everything: frozenset[str]) -> Answer:
    """Read the question of a value from its clause.

    Args:
        value: the value.
        clause: where it stands.
        everything: senses of what happened in all of the assertion.
    """
    parts = (clause.before, clause.value, clause.behind)
    words = [word for part in parts for word in words_of(part)]
    noun = _counted_noun_sense(value, clause.value)
    answer = Answer(
        value=value,
        noun=noun,
        happened=_counted_event_senses(words, noun) or everything,
        about=_terms_without_noun(words, noun),
        periods=frozenset(words) & _PERIODS,
        tally=not _TALLY.isdisjoint(words) or bool(_THERE.search(clause.before)),
    )
    answer = _with_clause_context(answer, clause)
    return (
        _with_date_details(answer, clause)
        if value.kind == "date"
        else _with_quantity_details(answer, clause)
    )


def _counted_event_senses(words: Iterable[str], noun: str | None) -> frozenset[str]:
    """Return the senses of what happened to what is counted, that itself aside."""
    return deeds(words) - ({noun.lstrip("=")} if noun else set())


def _with_clause_context(answer: Answer, clause: _Clause) -> Answer:
    """Tell what stands around a value: names, kinds, a whole, stretches of time and years."""
    kinds = (word for word in words_of(clause.value) if word not in _BOUNDING)
    return attrs.evolve(
        answer,
        names=_capitalised_names(clause.before + clause.behind),
        kinds=_terms_without_noun(kinds, answer.noun),
        part=_counts_part_of_whole(clause),
        stretches=stretches(clause.words),
        years=frozenset(_YEAR.findall(clause.near(_WINDOW))),
    )


def _with_date_details(answer: Answer, clause: _Clause) -> Answer:
    """Tell of a date whether its day is soft, and whether it is of a zone."""
    night = _NIGHT.search(clause.near(12)) is not None
    return attrs.evolve(answer, night=night, zoned=zoned(clause.words))


def _with_quantity_details(answer: Answer, clause: _Clause) -> Answer:
    """Tell of a quantity whether it is needed, and what a share is of."""
    is_share = answer.value.kind == "percentage"
    return attrs.evolve(
        answer,
        needed=needed(clause.surface, clause.start, clause.end),
        base=share_base(clause.surface, clause.end) if is_share else frozenset(),
    )


def _terms_without_noun(words: Iterable[str], noun: str | None) -> frozenset[str]:
    """Return the terms of words but the noun."""
    return terms_of(words) - {noun}


def _capitalised_names(words: str) -> frozenset[str]:
    """Return the words that are written as names, in lower case."""
    return frozenset(w.lower() for w in _NAME.findall(words) if term(w.lower()))


def _counts_part_of_whole(clause: _Clause) -> bool:
    """Whether a value counts a part of something."""
    surface, start, end = clause.surface, clause.start, clause.end
    before = surface[max(0, start - 16) : start].lower()
    within = surface[start:end].lower() + surface[end : end + 8].lower()
    return bool(_PART.search(before) or _PART.search(within))


def _clause_bounds(surface: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around two offsets."""
    low = max(0, start - _WINDOW)
    breaks = [m.end() for m in _CLAUSE_END.finditer(surface, low, start)]
    after = _CLAUSE_END.search(surface, end, min(len(surface), end + _WINDOW))
    return (breaks[-1] if breaks else low), (
        after.start() if after else min(len(surface), end + _WINDOW)
    )


def _counted_noun_sense(value: Value, surface: str) -> str | None:
    """Return the sense of what is counted.

    It is the head noun's, by the last word of the value's words that has it.
    """
    if value.noun is None:
        return None
    for word in reversed(words_of(surface)):
        if word.startswith(value.noun[:3]) or word in senses():
            return term(word) or value.noun
    return term(value.noun) or value.noun
