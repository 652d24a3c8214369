"""Marks: a symbol before each text run, which goes with the text wherever an extractor moves it.

No parser of HTML that extractors build on keeps offsets, and they rewrite its tree. Aligning their
text with the page afterwards leaves some of it without a place. A mark is part of the text: it is
there exactly where its run is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import attrs

from provenance.ingest.html.markup import TextRun

# Arrows to the end of the plane, but for U+FFFD, which stands for bytes that are none. A class of
# symbols beyond it is searched a hundred times slower.
_FIRST, _LAST = 0x2190, 0xFFEF


@attrs.frozen
class Marks:
    """Hold the symbols that number the runs of one page, none of which the page itself has.

    Args:
        symbols: the digits of the numbers.
        width: how many digits a number has; one, on all but large pages, since extractors weigh
            paragraphs and links by their lengths.
    """

    symbols: str
    width: int

    def mark(self, number: int) -> str:
        """Return the mark of a run."""
        written = ""
        for _ in range(self.width):
            number, digit = divmod(number, len(self.symbols))
            written += self.symbols[digit]
        return written

    def numbers(self, text: str) -> Iterator[int]:
        """Return the numbers of the runs whose marks stand in a text."""
        values = _symbol_values(self.symbols)
        for found in _mark_pattern(self.symbols, self.width).findall(text):
            number = 0
            for digit in reversed(found):
                number = number * len(self.symbols) + values[digit]
            yield number


def marks_for(text: str, runs: Sequence[TextRun]) -> Marks:
    """Choose symbols that neither a page nor its character references hold."""
    taken = set(html.unescape(text))
    symbols = "".join(symbol for symbol in _mark_symbols() if symbol not in taken)
    width = 1
    while len(symbols) ** width < len(runs):
        width += 1
    return Marks(symbols, width)


def marked(text: str, runs: Sequence[TextRun], marks: Marks) -> str:
    """Write a page with a mark before the first visible character of each run."""
    parts, place = [], 0
    for number, run in enumerate(runs):
        if run.is_blank:
            continue
        parts += [text[place : run.first], marks.mark(number)]
        place = run.first
    return "".join([*parts, text[place:]])


@cache
def _mark_symbols() -> str:
    """List symbols that are no letters, digits or marks of punctuation, and are written one way."""
    every = map(chr, range(_FIRST, _LAST + 1))
    return "".join(c for c in every if unicodedata.category(c) == "So" and _is_stable_symbol(c))


def _is_stable_symbol(character: str) -> bool:
    return character.isprintable() and unicodedata.normalize("NFKC", character) == character


@lru_cache(maxsize=8)
def _mark_pattern(symbols: str, width: int) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(symbols)}]{{{width}}}")


@lru_cache(maxsize=8)
def _symbol_values(symbols: str) -> dict[str, int]:
    return {symbol: value for value, symbol in enumerate(symbols)}
