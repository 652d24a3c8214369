"""Objects: a noun phrase behind a verb of saying, up to where it ends."""

from __future__ import annotations

from resolvers.attribution.contents import trimmed
from resolvers.attribution.grammar import (
    BREAKS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBORDINATORS,
    TIMES,
)
from resolvers.attribution.reported import After, Verb
from resolvers.attribution.sentence_words import QUOTE
from resolvers.text.words import word_set

_OBJECT_STOPS = SUBORDINATORS | frozenset(
    {";", ":", ".", "!", "?", "—", "–", "--", "(", ")", "who", "which", "during", "whose"}
)
_PRONOUNS = frozenset({"it", "this", "that", "these", "those", "so"})
_ALSO_ADVERBS = frozenset({"while", "before", "since"})  # "in a long while", "a day before"
_SURELY_TIMES = TIMES - {"this", "last", "next"}
_OPENS_NO_OBJECT = PREPOSITIONS | {"to"} | (BREAKS - {QUOTE})
_ENDS_PRONOUN = BREAKS - {QUOTE}
_HOW_LONG = word_set(
    "only just a an shortly soon immediately hour hours day days week weeks month months year years minutes"
)


def noun_phrase(
    verb: Verb, rule: str, i: int, *, cue_last: int, judging: bool = False
) -> After | None:
    """Read a noun phrase as content.

    It ends with a comma, a subordinate clause, or when and where it was said.
    """
    low, hi = verb.layout.low, verb.hi
    first = i + 2 if _is_day_before_object(low, i, hi) else i
    if first >= hi or _opens_no_object(verb, first):
        return None
    stops = (k for k in range(first, hi) if _ends_object(low, k, first, hi, judging=judging))
    piece = trimmed(verb.layout, first, _trim_duration_words(low, first, next(stops, hi)))
    return After(rule=rule, piece=piece, cue_last=cue_last) if piece else None


def _is_day_before_object(low: list[str], i: int, hi: int) -> bool:
    """Whether a day stands before an object: "dismissed on Friday the offer"."""
    return i + 2 < hi and low[i] == "on" and low[i + 1] in TIMES


def _trim_duration_words(low: list[str], first: int, stop: int) -> int:
    """End before words that say how long after: "only hours after it was made"."""
    if low[stop : stop + 1] in (["after"], ["before"]):
        while stop > first + 1 and low[stop - 1] in _HOW_LONG:
            stop -= 1
    return stop


def _opens_no_object(verb: Verb, i: int) -> bool:
    """Whether a word opens no noun phrase; "called me on Sunday" is about a telephone."""
    low = verb.layout.low
    called = verb.cue.lemma == "call" and low[i] in OBJECT_PRONOUNS
    if called and not PREPOSITIONS.isdisjoint(low[i + 1 : i + 2]):
        return True
    if _is_lone_pronoun(low, i, verb.hi) and low[i - 1] not in PREPOSITIONS:
        return True  # "denied it": what that is stands elsewhere
    return low[i] in _OPENS_NO_OBJECT


def _is_lone_pronoun(low: list[str], i: int, hi: int) -> bool:
    """Whether a pronoun is all that stands there."""
    return low[i] in _PRONOUNS and (i + 1 == hi or low[i + 1] in _ENDS_PRONOUN)


def _ends_object(low: list[str], k: int, first: int, hi: int, *, judging: bool) -> bool:
    """Whether a word is no longer of the noun phrase that begins with another."""
    word, following = low[k], low[k + 1] if k + 1 < hi else "."
    if word in _OBJECT_STOPS:
        return _is_object_stop(word, following, judging=judging)
    if word == "with":
        return k == first + 1 and low[first] in OBJECT_PRONOUNS
    if word == "on":
        return following in TIMES
    return k > first and (word == "," or _is_time_of_saying(low, k))


def _is_object_stop(word: str, following: str, *, judging: bool) -> bool:
    """Whether a word that may end a noun phrase does."""
    if word == "as":
        return not judging
    return word not in _ALSO_ADVERBS or following not in BREAKS


def _is_time_of_saying(low: list[str], k: int) -> bool:
    """Whether a word says when it was said, and is of no noun phrase: "the Monday"."""
    return low[k] in _SURELY_TIMES and low[k - 1] not in DETERMINERS
