"""Addressees: whom a verb of saying tells, and where their words end."""

from __future__ import annotations

from resolvers.attribution.candidates import Words
from resolvers.attribution.contents import skip_addressee
from resolvers.attribution.grammar import (
    AUXILIARIES,
    BREAKS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    TIMES,
    place_of,
)
from resolvers.attribution.reported import Verb
from resolvers.attribution.sentence_words import QUOTE, Layout

_RELATIVE_WITHIN = 16  # words of a relative clause behind whom somebody asks
_LONGEST_WHOSE = 7  # words
_ENDS_WHOSE = BREAKS | AUXILIARIES | TIMES | {"to"}
_ENDS_TELLING = BREAKS - {",", ":", QUOTE}
_ENDS_RELATIVE = BREAKS | {"to"}


def addressee_of(verb: Verb, i: int) -> tuple[Words | None, int]:
    """Read "told reporters" and "said to him", and give the word behind."""
    if "told" in verb.cue.patterns:
        first, stop = i, _end_of_told_addressee(verb, i)
    elif verb.layout.low[i] == "to" and _may_name_addressee(verb, i + 1):
        first, stop = i + 1, _end_of_to_addressee(verb.layout, i + 1, verb.hi)
    else:
        return None, i
    return ((first, stop - 1), stop) if stop > first else (None, i)


def _end_of_told_addressee(verb: Verb, first: int) -> int:
    """Return the word behind whom somebody tells, where something goes on; else the first."""
    low, hi = verb.layout.low, verb.hi
    end = _end_of_addressee(verb.layout, first, hi)
    if end < hi and low[end] == "that" and verb.cue.kind == "demand":
        end = _skip_relative_clause(low, end, hi)
    return end if end < hi and low[end] not in _ENDS_TELLING else first


def _end_of_to_addressee(layout: Layout, first: int, hi: int) -> int:
    """Return the word behind to whom it is said: "to reporters", "to parents that".

    Else the first.
    """
    low = layout.low
    if low[first] in OBJECT_PRONOUNS | {"reporters", "the", "a"}:
        return skip_addressee(layout, first, hi)
    end = _end_of_addressee(layout, first, hi)
    return end if end < hi and low[end] == "that" else first


def _may_name_addressee(verb: Verb, first: int) -> bool:
    """Whether "to" behind a verb names whom it is said to, and not what is to be done."""
    patterns = verb.cue.patterns
    heard = "to" not in patterns or verb.cue.lemma == "say"
    return heard and "clause" in patterns and first < verb.hi


def _end_of_addressee(layout: Layout, first: int, hi: int) -> int:
    """Return the word behind whoever is told, and behind whose they are.

    "lawyers for both sides".
    """
    low, i = layout.low, skip_addressee(layout, first, hi)
    if i >= hi or PREPOSITIONS.isdisjoint(low[i - 1 : i + 1]):
        return i
    for k in range(i + 1, min(hi, i + _LONGEST_WHOSE)):
        if low[k] == "that" and low[k - 1] not in PREPOSITIONS:
            return k
        if low[k] in _ENDS_WHOSE:
            break
    return i


def _skip_relative_clause(low: list[str], that: int, hi: int) -> int:
    """Step over "that met in Paris" to what the nations are asked: "to pay"."""
    stop = place_of(low, _ENDS_RELATIVE, range(that, min(hi, that + _RELATIVE_WITHIN)))
    return stop if stop is not None and low[stop] == "to" else that
