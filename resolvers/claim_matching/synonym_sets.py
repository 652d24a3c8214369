"""Senses: words of news that mean alike, with what follows for counts of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import attrs

from provenance.ingest.refusals import RowRefusal, shown
from resolvers.lexicon.lists import cells, rows
from resolvers.text.terms import FUNCTION_WORDS, stem
from resolvers.text.words import word_set

MARKS = ("person", "toll", "deed")
NEGATORS = word_set("not no never nobody none neither nor cannot nothing")
# With "to" behind them they say that something was not done.
FAILING = word_set(
    "fail fails failed failing refuse refuses refused refusing decline declines declined"
)
# They bound or count; what they say is read as a value, and not as a topic.
_COUNTING = word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "lakh lakhs crore crores couple tens "
    "dozen dozens hundreds thousands millions billions scores half several least nearly almost approximately roughly "
    "around fewer less percent per cent monday tuesday wednesday thursday friday saturday sunday "
    "yesterday today tomorrow tonight"
)
_SILENT = (
    FUNCTION_WORDS
    | NEGATORS
    | _COUNTING
    | word_set(
        "anything anyone anybody something someone somebody everything everyone everybody ever"
    )
    | word_set("don doesn didn won wouldn isn wasn aren weren hasn haven hadn couldn shouldn")
)


@attrs.frozen(kw_only=True)
class Sense:
    """Name a sense.

    Args:
        name: its first word.
        marks: person, where it counts people; toll, where a count of it grows as news comes in;
            deed, where somebody does
            it.
    """

    name: str
    marks: frozenset[str] = attrs.field(
        validator=attrs.validators.deep_iterable(attrs.validators.in_(MARKS))
    )


@cache
def senses() -> dict[str, Sense]:
    """Return the sense of every word that has one, our rows first, then the user's."""
    table: dict[str, Sense] = {}
    for row in rows("senses", "resolvers.claim_matching", _check_sense_marks):
        sense = Sense(name=row["sense"], marks=frozenset(cells(row["marks"])))
        for word in cells(row["words"]):
            table.setdefault(word, sense)
    return table


def _check_sense_marks(row: dict[str, str]) -> None:
    for mark in cells(row["marks"]):
        if mark not in MARKS:
            hint = f"take some of {', '.join(MARKS)}"
            raise RowRefusal("marks", f"{shown(mark)} is no mark", hint)


@cache
def opposites() -> dict[str, tuple[str, bool]]:
    """Return the state that every word tells of, and whether it tells of its opposite."""
    table: dict[str, tuple[str, bool]] = {}
    for row in rows("opposites", "resolvers.claim_matching"):
        for column, turned in (("words", False), ("opposites", True)):
            for word in cells(row[column]):
                table.setdefault(word, (row["state"], turned))
    return table


@cache
def _state_terms() -> frozenset[str]:
    return frozenset(f"={state}" for state, _ in opposites().values())


def names_state(name: str) -> bool:
    """Whether a term is a state that has an opposite."""
    return name in _state_terms()


@lru_cache(maxsize=100_000)
def term(word: str) -> str | None:
    """Return what a word in lower case stands for: its state or sense, else its stem, or nothing."""
    if word in _SILENT or word.isdigit():
        return None
    if word in opposites():
        return f"={opposites()[word][0]}"
    sense = senses().get(word)
    return f"={sense.name}" if sense else stem(word)


def terms_of(words: Iterable[str]) -> frozenset[str]:
    """Return what words stand for, those that carry no topic left out."""
    return frozenset(t for word in words if (t := term(word)) is not None)


def deeds(words: Iterable[str]) -> frozenset[str]:
    """Return the senses of the words that are events: what is counted of them, and what somebody does."""
    found = (senses().get(word) for word in words)
    return frozenset(s.name for s in found if s is not None and s.marks & {"toll", "deed"})


def happens(word: str) -> bool:
    """Whether a word is of a state or an event."""
    sense = senses().get(word)
    return word in opposites() or (sense is not None and bool(sense.marks - {"person"}))


def marked(name: str, mark: str) -> bool:
    """Whether a sense has a mark."""
    return name in _sense_names_by_mark()[mark]


@cache
def _sense_names_by_mark() -> dict[str, frozenset[str]]:
    found = set(senses().values())
    return {mark: frozenset(s.name for s in found if mark in s.marks) for mark in MARKS}
