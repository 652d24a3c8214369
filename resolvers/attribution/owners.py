"""Owners: whose a noun is: "Trump's claim", "her repeated claim"."""

from __future__ import annotations

from resolvers.attribution.grammar import DETERMINERS, SUBJECT_PRONOUNS, is_capital
from resolvers.attribution.sentence_words import Layout

_POSSESSIVES = frozenset({"his", "her", "their", "its", "our", "my", "your"})
_OWNER_WITHIN = 3  # words before a noun


def noun_owner(layout: Layout, noun: int, lo: int) -> tuple[int, int] | None:
    """Find whose claim it is: "Trump's claim", "her repeated claim", "the ministry's own claim"."""
    for k in range(noun - 1, max(lo - 1, noun - 1 - _OWNER_WITHIN), -1):
        if layout.low[k] in _POSSESSIVES:
            return k, k
        if _is_possessive_word(layout.low[k]):
            return _first_word_of_owner(layout, k, lo), k
    return None


def _is_possessive_word(word: str) -> bool:
    """Whether a word in lower case ends like one that owns what follows; "he's" does not own."""
    owns = word.endswith(("'s", "’s", "s’", "s'")) and word[:-2] not in SUBJECT_PRONOUNS
    return owns or word in {"’", "'"}


def _first_word_of_owner(layout: Layout, last: int, lo: int) -> int:
    """Walk back from the last word of an owner to the first: capitals and determiners."""
    first = last
    while first > lo and (
        is_capital(layout.words[first - 1]) or layout.low[first - 1] in DETERMINERS
    ):
        first -= 1
    return first
