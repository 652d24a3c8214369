"""Words as they are compared: one spelling a word, numbers in digits, each with its offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import attrs

from provenance.spans import Span
from resolvers.claim_matching.synonym_sets import NEGATORS
from resolvers.text.words import word_set

# A number with its points and commas, a currency or a share, or letters with apostrophes between
# them.
_TENS_UNITS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty[-‐‑](?:one|two|three|four|five|six|seven|eight|nine)"
_WORD = re.compile(
    rf"\b{_TENS_UNITS}\b|\d+(?:[.,]\d+)*|[$€£¥₹%]|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\W_]+",
    re.IGNORECASE,
)
_HYPHEN = re.compile("[-‐‑]")
_MARKS = str.maketrans({"’": "'", "ʼ": "'"})
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_LARGE = word_set("hundred thousand million billion trillion dozen")
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS = word_set(
    "january february march april june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_RELATIVE = word_set("yesterday today tomorrow tonight")
# "One" and "second" are more often no number than one; "may" and "march" are verbs.
_DOUBTFUL = word_set("one second")
_NEGATIONS = NEGATORS | word_set("without")
_POSSESSIVE = re.compile(r"'s?$")


@lru_cache(maxsize=100_000)
def normal(word: str) -> str:
    """Return the one spelling of a word: lower case, straight apostrophes, numbers in digits."""
    plain = word.translate(_MARKS).lower()
    if _GROUPED.fullmatch(plain):
        return plain.replace(",", "")
    if _HYPHEN.search(plain):  # "twenty-six"
        tens, units = _HYPHEN.split(plain)
        return str(10 * (_TENS.index(tens) + 2) + _UNITS.index(units))
    return _number_words().get(plain, plain)


@lru_cache(maxsize=1)
def _number_words() -> dict[str, str]:
    found = {word: str(n) for n, word in enumerate(_UNITS)}
    found |= {word: str(10 * n) for n, word in enumerate(_TENS, 2)}
    found |= {"bn": "billion", "percent": "%"}
    return {word: digits for word, digits in found.items() if word not in _DOUBTFUL}


@lru_cache(maxsize=100_000)
def is_number(word: str) -> bool:
    """Whether a word in its one spelling is a number, or a part of one."""
    return word[0].isdigit() or word in _LARGE or word in _ORDINALS[3:] or word in "$€£¥₹%"


@lru_cache(maxsize=100_000)
def is_date(word: str) -> bool:
    """Whether a word names a day or a month."""
    return word in _WEEKDAYS or word in _MONTHS or word in _RELATIVE


@lru_cache(maxsize=100_000)
def is_negation(word: str) -> bool:
    """Whether a word negates what is around it."""
    return word in _NEGATIONS or word.endswith("n't")


def bare(word: str) -> str:
    """Return a word without its possessive."""
    return _POSSESSIVE.sub("", word)


@attrs.frozen(slots=False)
class PlainWords:
    """Hold the words of a text, in its order.

    Args:
        text: the text.
        start: the offset from which its words count.
        end: the offset up to which they do.
    """

    text: str = attrs.field(repr=False)
    start: int = 0
    end: int | None = None

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every word, in code points of the text."""
        end = len(self.text) if self.end is None else self.end
        return tuple([match.span() for match in _WORD.finditer(self.text, self.start, end)])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word in its one spelling."""
        text = self.text
        return tuple([normal(text[start:end]) for start, end in self.spans])

    def span(self, first: int, end: int) -> Span:
        """Return the characters from word `first` up to, and without, word `end`."""
        return Span(self.spans[first][0], self.spans[end - 1][1])


@attrs.frozen(slots=False)
class Stream:
    """Hold the words of several pieces of one text as if they stood one behind the other."""

    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str, pieces: Iterable[Span]) -> Stream:
        """Read the pieces of a text."""
        parts = [PlainWords(text, piece.start, piece.end) for piece in pieces]
        if len(parts) == 1:
            return cls(parts[0].spans, parts[0].words)
        spans = tuple(span for part in parts for span in part.spans)
        return cls(spans, tuple(word for part in parts for word in part.words))

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, end: int) -> Span:
        """Return the characters from word `first` up to, and without, word `end`."""
        return Span(self.spans[first][0], self.spans[end - 1][1])

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def inside(self, span: Span) -> Stream:
        """Return the words inside a span of the text, where the pieces stand in its order."""
        first, end = (bisect_left(self._word_starts, at) for at in (span.start, span.end))
        return Stream(self.spans[first:end], self.words[first:end])

    @cached_property
    def joined(self) -> str:
        """The words with a blank around each, in which runs of words are found."""
        return f" {' '.join(self.words)} "

    @cached_property
    def _joined_offsets(self) -> dict[int, int]:
        """The offset of every word in `joined` to its place."""
        found, offset = {}, 1
        for place, word in enumerate(self.words):
            found[offset] = place
            offset += len(word) + 1
        return found

    def find(self, run: Sequence[str]) -> list[tuple[int, int]]:
        """List where a run of words stands, as places of the first word and one past the last."""
        wanted = f" {' '.join(run)} "
        found, at = [], self.joined.find(wanted)
        while at >= 0:
            first = self._joined_offsets[at + 1]
            found.append((first, first + len(run)))
            at = self.joined.find(wanted, at + 1)
        return found
