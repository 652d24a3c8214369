"""The layout of an article for attribution: words and sentences.

Every quotation stands as one word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import attrs

from provenance.spans import Span
from resolvers.attribution.lexicon import cues
from resolvers.attribution.quotes import Quotation, quotations
from resolvers.text.characters import INVISIBLE, PIECE, visible
from resolvers.text.sentences import sentences
from resolvers.text.tokens import OTHER_ABBREVIATIONS, TITLE_ABBREVIATIONS

QUOTE = "“”"  # the word that stands for a whole quotation
_LONGEST = 250  # words of a sentence, a quotation counting as one
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_DOTTED = "|".join(sorted(w.capitalize() for w in TITLE_ABBREVIATIONS | OTHER_ABBREVIATIONS))
# Most words begin small: to look ahead for a capital halves the time.
_WORD = re.compile(
    rf"(?=[A-Z])(?:(?:[A-Z]\.)+|(?:{_DOTTED})\.)|{PIECE}(?:['’\-‐‑&][{INVISIBLE}]*{PIECE}|[.,]\d+)*"
    rf"|\.\.+|--+|[^\w\s{INVISIBLE}]",
)


class Layout(NamedTuple):
    """Hold the words of a text with their offsets, and its sentences as ranges of words."""

    text: str
    words: list[str]  # as written; QUOTE for a quotation
    low: list[str]  # in lower case
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int, int]]  # first word, one past the last, number of the paragraph

    def span(self, first: int, last: int) -> Span:
        """Return the characters from a word to another, both within."""
        return Span(self.starts[first], self.ends[last])


@attrs.frozen
class _Words:
    """Collect the words of a text with their offsets."""

    text: str
    words: list[str] = attrs.field(factory=list)
    starts: list[int] = attrs.field(factory=list)
    ends: list[int] = attrs.field(factory=list)

    def cut(self, start: int, end: int) -> None:
        """Add the words between two offsets."""
        found = [match.span() for match in _WORD.finditer(self.text, start, end)]
        self.words.extend([self.text[first:last] for first, last in found])
        self.starts.extend([first for first, _ in found])
        self.ends.extend([last for _, last in found])

    def add(self, quote: Quotation) -> None:
        """Add a quotation as one word."""
        self.words.append(QUOTE)
        self.starts.append(quote.start)
        self.ends.append(quote.end)


def lay_out(
    text: str, start: int = 0, end: int | None = None, quotes: list[Quotation] | None = None
) -> Layout:
    """Cut a text, or a part of it, into words and sentences; no sentence ends inside a quotation.

    Args:
        text: the article's text.
        start: where to begin.
        end: where to stop, the text's end otherwise.
        quotes: the quotations to take as one word each; those of the text where none are given.
    """
    end = len(text) if end is None else end
    quotes = quotations(text) if quotes is None else quotes
    found = _words_with_quotations(text, start, end, quotes)
    words = found.words
    if _HIDDEN.search(text, start, end):
        words = [visible(word) for word in words]
    bounds = _sentence_word_ranges(
        _sentence_ends(text, start, end), _Joints(text, end, quotes), found.starts
    )
    return Layout(text, words, [w.lower() for w in words], found.starts, found.ends, bounds)


def _words_with_quotations(text: str, start: int, end: int, quotes: list[Quotation]) -> _Words:
    """Cut a part of a text into words, each of its quotations being one."""
    found, place = _Words(text), start
    for quote in quotes:
        found.cut(place, quote.start)
        found.add(quote)
        place = quote.end
    found.cut(place, end)
    return found


class _Joints:
    """Tell where a sentence goes on inside a quotation, or to who says it."""

    def __init__(self, text: str, end: int, quotes: list[Quotation]) -> None:
        self.text, self.end, self.quotes = text, end, quotes
        self.opens = [quote.start for quote in quotes]

    def goes_on(self, place: int) -> bool:
        """Whether no sentence ends at an offset, whatever mark stands there."""
        number = bisect_right(self.opens, place - 1) - 1
        if number < 0:
            return False
        quote = self.quotes[number]
        if quote.start < place < quote.end:
            return True
        # “Who pays?” Tom Reed asked.
        return (
            quote.end == place
            and _speech_tag_pattern().match(self.text, place, self.end) is not None
        )


def _sentence_ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence ends, and the number of its paragraph."""
    paragraph, last = 0, start
    for span in sentences(text[start:end]):
        between = text[last : span.start + start]
        paragraph += "\n" in between or "\r" in between
        last = span.end + start
        yield last, paragraph


def _sentence_word_ranges(
    numbered: Iterable[tuple[int, int]], joints: _Joints, starts: list[int]
) -> list[tuple[int, int, int]]:
    """Return sentences as ranges of words, joining those that a quotation holds together.

    Args:
        numbered: where each sentence ends, and its paragraph.
        joints: the quotations that may hold them together.
        starts: where the words begin.
    """
    found: list[tuple[int, int, int]] = []
    first = paragraph = 0
    for end, paragraph in numbered:
        stop = first if joints.goes_on(end) else bisect_right(starts, end - 1)
        if stop > first:
            found += _split_long_sentence(first, stop, paragraph)
            first = stop
    return [*found, *_split_long_sentence(first, len(starts), paragraph)]


@cache
def _speech_tag_pattern() -> re.Pattern[str]:
    """Make the pattern of who says it behind a quotation that ends with a mark of its own.

    Up to six words and a verb of saying, with nothing behind that could be said.
    """
    spoken = sorted(
        form
        for form, cue in cues().items()
        if "clause" in cue.patterns and (cue.past or form.endswith("s")) and not cue.ing
    )
    name = r"[^\W\d_][\w'’.-]*"
    behind = r"(?:[.,:;]|\s*$|\s+(?:from|in|on|at|as|after|before|to|during|with|while|when)\b)"
    return re.compile(
        rf"[ \t\u00a0]+(?=[A-Z]|the\b|his\b|her\b|[a-z]+ (?:[a-z]+ )?[A-Z])"
        rf"(?:{name}[ \u00a0]){{1,6}}?"
        rf"(?:{'|'.join(spoken)}|(?:was|is) quoted as saying){behind}",
        re.MULTILINE,
    )


def _split_long_sentence(first: int, stop: int, paragraph: int) -> list[tuple[int, int, int]]:
    """Cut what nobody would write as one sentence, so that reading stays linear in the text."""
    return [(i, min(stop, i + _LONGEST), paragraph) for i in range(first, stop, _LONGEST)]
