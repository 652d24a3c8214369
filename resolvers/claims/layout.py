"""The layout of an article for attribution: words and sentences, every quotation standing as one word."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from provenance.spans import Span
from resolvers.claims.lexicon import cues
from resolvers.claims.quotes import Quotation, quotations
from resolvers.reading.characters import INVISIBLE, PIECE, visible
from resolvers.reading.sentences import sentences
from resolvers.reading.tokens import OTHER_ABBREVIATIONS, TITLE_ABBREVIATIONS

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


# dense: words and sentences around quotations, in one pass
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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = start
    for quote in quotes:
        _words(text, place, quote.start, (words, starts, ends))
        words.append(QUOTE)
        starts.append(quote.start)
        ends.append(quote.end)
        place = quote.end
    _words(text, place, end, (words, starts, ends))
    if _HIDDEN.search(text, start, end):
        words = [visible(word) for word in words]
    bounds = _sentences(text, start, end, quotes, starts)
    return Layout(text, words, [w.lower() for w in words], starts, ends, bounds)


def _words(text: str, start: int, end: int, into: tuple[list[str], list[int], list[int]]) -> None:
    words, starts, ends = into
    found = [match.span() for match in _WORD.finditer(text, start, end)]
    words += [text[first:last] for first, last in found]
    starts += [first for first, _ in found]
    ends += [last for _, last in found]


# dense: a sentence goes on inside a quotation, and to who says it
def _sentences(
    text: str, start: int, end: int, quotes: list[Quotation], starts: list[int]
) -> list[tuple[int, int, int]]:
    """Return sentences as ranges of words, joining those that a quotation holds together."""
    found: list[tuple[int, int, int]] = []
    opens = [q.start for q in quotes]
    paragraph, first, last_end = 0, 0, start
    for span in sentences(text[start:end]):
        a, b = span.start + start, span.end + start
        if "\n" in text[last_end:a] or "\r" in text[last_end:a]:
            paragraph += 1
        last_end = b
        q = bisect_right(opens, b - 1) - 1
        if q >= 0 and quotes[q].start < b < quotes[q].end:
            continue  # the sentence ends inside a quotation
        if q >= 0 and quotes[q].end == b and _tag().match(text, b, end):
            continue  # “Who pays?” Tom Reed asked.
        stop = bisect_right(starts, b - 1)
        if stop > first:
            found += _cut(first, stop, paragraph)
            first = stop
    found += _cut(first, len(starts), paragraph)
    return found


@cache
def _tag() -> re.Pattern[str]:
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


def _cut(first: int, stop: int, paragraph: int) -> list[tuple[int, int, int]]:
    """Cut what nobody would write as one sentence, so that reading stays linear in the text."""
    return [(i, min(stop, i + _LONGEST), paragraph) for i in range(first, stop, _LONGEST)]
