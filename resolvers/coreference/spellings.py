"""Spellings: which words of an article can be spellings of one another, looked up once a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance.DamerauLevenshtein import distance

from resolvers.lexicon.person_names import close

_EDITS = 2  # two words that are close are no more edits apart
_MANY = 10


class Spellings:
    """Find the words that are close to a word, without comparing it with all."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_shape: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._near: dict[str, frozenset[str]] = {}
        for word in dict.fromkeys(words):
            self._by_shape[word[:1], len(word)].append(word)

    def near(self, word: str) -> frozenset[str]:
        """Return the words that are close to one of them, itself included."""
        if word not in self._near:
            self._near[word] = frozenset(self._find_close_words(word))
        return self._near[word]

    def _find_close_words(self, word: str) -> Iterator[str]:
        for length in range(len(word) - _EDITS, len(word) + _EDITS + 1):
            alike = self._by_shape.get((word[:1], length), [])
            # Among many, those that are a few edits apart are found ten times as fast by one call.
            others = alike if len(alike) < _MANY else _few_edits_from(word, alike)
            yield from (other for other in others if close(word, other))


def _few_edits_from(word: str, others: list[str]) -> list[str]:
    found = process.extract(word, others, scorer=distance, score_cutoff=_EDITS, limit=None)
    return [other for other, _, _ in found]
