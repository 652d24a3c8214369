"""Words of a text with their offsets, and which of them stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

import attrs

from provenance.spans import Span

_WORD = re.compile(r"[^\W_]+")
# A quotation ends with its mark or with its paragraph: speakers of several paragraphs close only
# the last one.
_QUOTED = re.compile(
    r'“[^”\n]*(?:”|$|(?=\n))|"[^"\n]*(?:"|$|(?=\n))|«[^»\n]*(?:»|$|(?=\n))|„[^“”\n]*(?:[“”]|$|(?=\n))'
)


def words_of(text: str) -> list[str]:
    """List the words of a text in lower case; marks and spaces part words and have no say."""
    return [word.lower() for word in _WORD.findall(text)]


@attrs.define(slots=False)
class Words:
    """Hold one text as words: `spans[i]` is where `words[i]` stands, `quoted[i]` whether quotation marks enclose it."""

    text: str = attrs.field(repr=False)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Return start and end of every word, in code points."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """Return the words in lower case."""
        return words_of(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return each word once."""
        return frozenset(self.words)

    @cached_property
    def quoted(self) -> list[bool]:
        """Tell for every word whether it is quoted."""
        bounds = [offset for match in _QUOTED.finditer(self.text) for offset in match.span()]
        return [bisect_right(bounds, start) % 2 == 1 for start, _ in self.spans]

    def span(self, first: int, end: int) -> Span:
        """Return the characters from word `first` up to, and without, word `end`."""
        return Span(self.spans[first][0], self.spans[end - 1][1])

    def shingles(self, size: int) -> list[tuple[str, ...]]:
        """List all runs of `size` words, one a position."""
        return list(zip(*(self.words[i:] for i in range(size)), strict=False))
