"""Series: names that are listed beside each other, which are mostly of one type.

"Ansa, Borle and Lima" are three places if one of them is known to be one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from resolvers.mention_detection.tagger.candidates import Place
from resolvers.mention_detection.tagger.features import Document
from resolvers.text.words import word_set

_COMMAS = word_set(", ; / as well the • – —")
_ANDS = word_set("and or &")
_LONGEST = 8  # tokens between two names, with what stands in brackets
_REACH = 6  # names on either side
_MANY = 3  # names of a type, from which on more say no more


class Series:
    """Say what stands in a series with a candidate.

    Args:
        document: the document.
        tagged: the names that the tagger finds, each with its type.
    """

    def __init__(self, document: Document, tagged: Mapping[Place, str]) -> None:
        self._document = document
        self._kinds = [tagged[place] for place in sorted(tagged)]
        self._starts = [first for first, _ in sorted(tagged)]
        self._stops = [stop for _, stop in sorted(tagged)]
        self._joints = [self._joining_word(a[1], b[0]) for a, b in pairwise(sorted(tagged))]

    def of(self, place: Place) -> Iterator[str]:
        """Yield the types of a candidate's neighbours, and of all in the series."""
        beside = [*self._series_to_left(place[0]), *self._series_to_right(place[1])]
        votes = Counter(kind for _, kinds in beside for kind in kinds)
        for mark, kinds in beside:
            yield f"s{mark}={kinds[0]}"
        for kind in sorted(votes):
            yield f"series={kind}{min(votes[kind], _MANY)}"
        if len(votes) == 1:
            kind, count = next(iter(votes.items()))
            yield f"series all={kind}{min(count, _MANY)}"

    def _series_to_left(self, first: int) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield what joins a span to the name before it, and the types of the names from there on."""
        number = bisect_right(self._stops, first) - 1
        joint = self._joining_word(self._stops[number], first) if number >= 0 else ""
        if joint:
            last = number
            while last and number - last < _REACH and self._joints[last - 1]:
                last -= 1
            yield f"-{joint}", self._kinds[last : number + 1][::-1]

    def _series_to_right(self, stop: int) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield what joins a span to the name behind it, and the types of the names from there on."""
        number = bisect_left(self._starts, stop)
        joint = self._joining_word(stop, self._starts[number]) if number < len(self._starts) else ""
        if joint:
            last = number
            while last < len(self._joints) and last - number < _REACH and self._joints[last]:
                last += 1
            yield f"+{joint}", self._kinds[number : last + 1]

    def _joining_word(self, stop: int, start: int) -> str:
        """Name what joins two names: "," or "and"; nothing where other words stand between them."""
        if not 0 < start - stop <= _LONGEST:
            return ""
        tokens = self._document.tokens
        if "\n" in self._document.text[tokens[stop - 1].end : tokens[start].start]:
            return ""
        words = _drop_bracketed_words([token.text for token in tokens[stop:start]])
        if not words or not _COMMAS.union(_ANDS).issuperset(words):
            return ""
        return words[0] if _ANDS.isdisjoint(words) else "and"


def _drop_bracketed_words(words: Sequence[str]) -> list[str]:
    """Leave out what stands in brackets: "Ansa (12), Borle"."""
    found: list[str] = []
    depth = 0
    for word in words:
        depth += {"(": 1, ")": -1}.get(word, 0)
        if not depth and word != ")":
            found.append(word)
    return found
