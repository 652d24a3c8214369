"""Abbreviations that are no plain initials: their letters stand in another order, or inside words.

"MNLA" of the National Movement for the Liberation of Azawad keeps the order of another language;
"DFG" of the Deutsche Forschungsgemeinschaft takes two letters of one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from resolvers.text.words import SMALL

_SHORTEST = 3  # letters; two stand somewhere in most names
_LEFT_OUT = 1  # words of a name that its abbreviation may say nothing of


@lru_cache(maxsize=50_000)
def long_words(folded: str) -> tuple[str, ...]:
    """Return the words of a name that an abbreviation takes letters of."""
    return tuple(w for w in folded.replace("-", " ").split() if w not in SMALL)


@lru_cache(maxsize=50_000)
def may_shorten(short: str, folded: str) -> bool:
    """Whether the letters of an abbreviation can come from the words of a longer name.

    Either they are the initials of all its words, in any order, or they stand there in their order:
    every letter begins a word or follows, inside the same word, the one before. One word may
    be left out, not the first.

    Method: Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
    biomedical text" (2003), whose letters may stand anywhere; here each word gives its first.

    Args:
        short: the abbreviation, folded, of three letters or more.
        folded: the name, folded.
    """
    words = long_words(folded)
    if len(short) < _SHORTEST or len(words) < 2:
        return False
    initials = sorted(word[0] for word in words)
    return sorted(short) == initials or _abbreviates_words_in_order(short, words, _LEFT_OUT)


def _abbreviates_words_in_order(letters: str, words: Sequence[str], left: int) -> bool:
    """Whether letters begin words in their order, or stand inside them, `left` words missed."""
    if not letters:
        return len(words) <= left
    if not words or words[0][0] != letters[0]:
        return False
    taken = (
        n for n in range(len(letters), 0, -1) if _are_letters_in_word(letters[1:n], words[0][1:])
    )
    return any(_abbreviates_remaining_words(letters[n:], words[1:], left) for n in taken)


def _abbreviates_remaining_words(letters: str, words: Sequence[str], left: int) -> bool:
    """Whether the rest of the letters fits the words behind, the next one missed or not."""
    if _abbreviates_words_in_order(letters, words, left):
        return True
    return left > 0 and bool(letters) and _abbreviates_words_in_order(letters, words[1:], left - 1)


def _are_letters_in_word(letters: str, word: str) -> bool:
    """Whether letters stand in a word in their order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)
