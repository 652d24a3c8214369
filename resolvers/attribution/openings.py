"""Openings: the subject that opens a sentence or a clause, up to its first verb."""

from __future__ import annotations

from resolvers.attribution.grammar import (
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    is_capital,
    past_adverbs,
    place_of,
)
from resolvers.attribution.lexicon import is_past
from resolvers.attribution.sentence_words import Layout

SMALL_IN_SUBJECTS = frozenset("and of the for with & de von van".split())
_LONGEST_MAIN = 12
_OPENS_PHRASE = PREPOSITIONS | SUBORDINATORS
_ENDS_MAIN = BREAKS | AUXILIARIES | SUBORDINATORS | {"who"}


def main_subject(layout: Layout, lo: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Find the subject that opens a sentence: the words up to its first verb.

    Nothing where there are none.
    """
    first = _skip_opening_phrase(layout.low, lo, stop)
    if first >= stop:
        return ()
    if layout.low[first] in SUBJECT_PRONOUNS:
        return ((first, first),)
    limit = min(stop, first + _LONGEST_MAIN)
    end = next((k for k in range(first, limit) if _ends_main_subject(layout, k, first)), limit)
    return ((first, end - 1),) if end > first else ()


def _skip_opening_phrase(low: list[str], lo: int, stop: int) -> int:
    """Step over what stands before a subject: adverbs, and a phrase up to its comma.

    Such a phrase without a comma leaves nothing.
    """
    first = past_adverbs(low, lo, stop, CONJUNCTIONS)
    if first == stop or low[first] not in _OPENS_PHRASE:
        return first
    comma = place_of(low, {","}, range(first, stop))
    return stop if comma is None else comma + 1


def named_subject(layout: Layout, lo: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Find the subject that opens a clause; a name ends before the first small word."""
    for first, last in main_subject(layout, lo, stop):
        named = is_capital(layout.words[first]) and layout.low[first] not in DETERMINERS
        return ((first, _last_word_of_name(layout, first, last) if named else last),)
    return ()


def _last_word_of_name(layout: Layout, first: int, last: int) -> int:
    """Return the last word of the name that opens some words: "of" may be inside."""
    behind = range(first + 1, last + 1)
    small = (k for k in behind if not is_capital(layout.words[k]) and layout.low[k] != "of")
    return next(small, last + 1) - 1


def _ends_main_subject(layout: Layout, k: int, first: int) -> bool:
    """Whether a word is no longer of the subject: a mark, or what looks like a verb."""
    word, words = layout.low[k], layout.words
    if word in _ENDS_MAIN:
        return True
    if k == first or is_capital(words[k]):
        return False
    return _has_verb_form(word) or (is_capital(words[k - 1]) and _ends_subject_behind_name(word))


def _has_verb_form(word: str) -> bool:
    """Whether a small word has the form of a verb, or of an adverb beside one."""
    return word.endswith("ed") or is_adverb(word) or is_past(word)


def _ends_subject_behind_name(word: str) -> bool:
    """Whether a small word behind a name ends the subject: "Reed walks", "Reed in"."""
    return word not in SMALL_IN_SUBJECTS and (word.endswith("s") or word in PREPOSITIONS)
