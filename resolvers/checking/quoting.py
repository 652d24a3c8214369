"""Quotations of a draft: their words, without what the writer left out or put in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.spans import Span
from resolvers.attribution.quotes import quotations
from resolvers.checking.words import PlainWords, normal

# What was left out, what was put in, and a letter that was changed: "…", "[the]", "[T]he".
_CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.+|\.(?:\s\.){2,}")
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_BRACKET = re.compile(r"\[[^\]\n]{0,80}\]")
_BRACKETED = len("[T]")
OMITTED, INSERTED = "omitted", "inserted"


@attrs.frozen(kw_only=True)
class QuotedPiece:
    """Hold words that stand one behind the other in a quotation.

    Args:
        words: in their one spelling.
        spans: where they stand.
        gap: what stands before them: nothing, something omitted, or something inserted.
    """

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    gap: str = ""


@attrs.frozen(kw_only=True)
class Quoted:
    """Hold a quotation: its characters with the marks, and its words in pieces."""

    span: Span
    pieces: tuple[QuotedPiece, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words."""
        return tuple(word for piece in self.pieces for word in piece.words)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where they stand."""
        return tuple(span for piece in self.pieces for span in piece.spans)


def quoted_in(view: str, region: Span) -> Iterator[Quoted]:
    """Yield the quotations inside a region of a text."""
    start = view.rfind("\n", 0, region.start) + 1
    end = view.find("\n", region.end)
    paragraph = view[start : len(view) if end < 0 else end]
    for quote in quotations(paragraph):
        span = Span(start + quote.start, start + quote.end)
        if span.overlaps(region):
            inside = Span(max(span.start, region.start), min(span.end, region.end))
            if pieces := tuple(_quotation_pieces(view, inside)):
                yield Quoted(span=inside, pieces=pieces)


def _quotation_pieces(view: str, span: Span) -> Iterator[QuotedPiece]:
    """Cut a quotation where words were left out or put in."""
    gap, start = "", span.start
    for cut in _omissions_and_insertions(view, span):
        yield from _quoted_piece(view, start, cut.start(), gap)
        gap = INSERTED if cut[0].startswith("[") and not _CUT.fullmatch(cut[0]) else OMITTED
        start = cut.end()
    yield from _quoted_piece(view, start, span.end, gap)


def _omissions_and_insertions(view: str, span: Span) -> Sequence[re.Match[str]]:
    """List what was left out or put in; a letter in brackets is a part of its word."""
    brackets = _BRACKET.finditer(view, span.start, span.end)
    found = [
        *_CUT.finditer(view, span.start, span.end),
        *(match for match in brackets if not _LETTER.match(view, match.start())),
    ]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _quoted_piece(view: str, start: int, end: int, gap: str) -> Iterator[QuotedPiece]:
    """Read the words between two offsets, if there are any."""
    found = list(_quoted_words(view, start, end))
    if found:
        words, spans = zip(*found, strict=True)
        yield QuotedPiece(words=words, spans=spans, gap=gap)


def _quoted_words(view: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield words with their places; a letter in brackets is the first of its word: "[T]he"."""
    letters = {match.start(): match for match in _LETTER.finditer(view, start, end)}
    found = PlainWords(view, start, end)
    for (first, last), word in zip(found.spans, found.words, strict=True):
        bracketed = letters.get(first - _BRACKETED)
        if bracketed:
            yield normal(bracketed[1] + view[first:last]), (bracketed.start(), last)
        elif first - 1 not in letters:  # else it is the letter itself
            yield word, (first, last)
