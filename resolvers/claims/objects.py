"""Objects: a noun phrase behind a verb of saying, up to where it ends."""

from __future__ import annotations

from resolvers.claims.contents import trimmed
from resolvers.claims.grammar import (
    BREAKS,
    DETERMINERS,
    OBJECT_PRONOUNS,
    PREPOSITIONS,
    SUBORDINATORS,
    TIMES,
)
from resolvers.claims.layout import QUOTE
from resolvers.claims.reported import After, Verb
from resolvers.reading.words import word_set

_OBJECT_STOPS = SUBORDINATORS | frozenset(
    {";", ":", ".", "!", "?", "—", "–", "--", "(", ")", "who", "which", "during", "whose"}
)
_PRONOUNS = frozenset({"it", "this", "that", "these", "those", "so"})
_HOW_LONG = word_set(
    "only just a an shortly soon immediately hour hours day days week weeks month months year years minutes"
)


def noun_phrase(
    verb: Verb, rule: str, i: int, *, cue_last: int, judging: bool = False
) -> After | None:
    """Read a noun phrase as content: up to a comma, a subordinate clause or when and where it was said."""
    low, hi = verb.layout.low, verb.hi
    if i + 2 < hi and low[i] == "on" and low[i + 1] in TIMES:
        i += 2  # "dismissed on Friday the offer"
    if i >= hi or _is_no_object(verb, i):
        return None
    stops = (k for k in range(i, hi) if _ends_object(low, k, i, hi, judging=judging))
    piece = trimmed(verb.layout, i, _before_times(low, i, next(stops, hi)))
    return After(rule=rule, piece=piece, cue_last=cue_last) if piece else None


def _before_times(low: list[str], first: int, stop: int) -> int:
    """End before words that say how long after: "only hours after it was made"."""
    if low[stop : stop + 1] in (["after"], ["before"]):
        while stop > first + 1 and low[stop - 1] in _HOW_LONG:
            stop -= 1
    return stop


def _is_no_object(verb: Verb, i: int) -> bool:
    """Whether a word opens no noun phrase; "called me on Sunday" is about a telephone."""
    low = verb.layout.low
    called = verb.cue.lemma == "call" and low[i] in OBJECT_PRONOUNS
    if called and not PREPOSITIONS.isdisjoint(low[i + 1 : i + 2]):
        return True
    if _is_pronoun(low, i, verb.hi) and low[i - 1] not in PREPOSITIONS:
        return True  # "denied it": what that is stands elsewhere
    return (low[i] in BREAKS and low[i] != QUOTE) or low[i] in PREPOSITIONS or low[i] == "to"


def _is_pronoun(low: list[str], i: int, hi: int) -> bool:
    """Whether a pronoun is all that stands there."""
    return low[i] in _PRONOUNS and (i + 1 == hi or low[i + 1] in BREAKS - {QUOTE})


def _ends_object(low: list[str], k: int, first: int, hi: int, *, judging: bool) -> bool:
    word = low[k]
    if word in {"while", "before", "since"} and (k + 1 == hi or low[k + 1] in BREAKS):
        return False  # "in a long while", "a day before"
    if word == "with":
        return k == first + 1 and low[first] in OBJECT_PRONOUNS
    if (word in _OBJECT_STOPS and not (word == "as" and judging)) or (word == "," and k > first):
        return True
    if word == "on":
        return k + 1 < hi and low[k + 1] in TIMES
    return (
        word in TIMES
        and k > first
        and low[k - 1] not in DETERMINERS
        and word not in {"this", "last", "next"}
    )
