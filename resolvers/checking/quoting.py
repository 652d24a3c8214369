"""Quotations of a draft: their words, without what the writer left out or put in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from provenance.spans import Span
from resolvers.checking.words import PlainWords, normal
from resolvers.claims.quotes import quotations

# What was left out, what was put in, and a letter that was changed: "…", "[the]", "[T]he".
_CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.+|\.(?:\s\.){2,}")
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_BRACKET = re.compile(r"\[[^\]\n]{0,80}\]")
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


# dense: offsets of a paragraph, of a quotation and of a region
def quoted_in(view: str, region: Span) -> Iterator[Quoted]:
    """Yield the quotations inside a region of a text."""
    start = view.rfind("\n", 0, region.start) + 1
    end = view.find("\n", region.end)
    paragraph = view[start : len(view) if end < 0 else end]
    for quote in quotations(paragraph):
        span = Span(start + quote.start, start + quote.end)
        inside = Span(max(span.start, region.start), max(span.end, region.start + 1))
        if span.overlaps(region) and inside.start < min(inside.end, region.end):
            clipped = Span(inside.start, min(inside.end, region.end))
            pieces = tuple(_pieces(view, clipped))
            if pieces:
                yield Quoted(span=clipped, pieces=pieces)


def _pieces(view: str, span: Span) -> Iterator[QuotedPiece]:
    """Cut a quotation where words were left out or put in."""
    gap, start = "", span.start
    for cut in _cuts(view, span):
        yield from _piece(view, start, cut.start(), gap)
        gap = INSERTED if cut[0].startswith("[") and not _CUT.fullmatch(cut[0]) else OMITTED
        start = cut.end()
    yield from _piece(view, start, span.end, gap)


def _cuts(view: str, span: Span) -> Sequence[re.Match[str]]:
    """List what was left out or put in; a letter in brackets is a part of its word."""
    found = [
        *_CUT.finditer(view, span.start, span.end),
        *(
            m
            for m in _BRACKET.finditer(view, span.start, span.end)
            if not _LETTER.match(view, m.start())
        ),
    ]
    kept: list[re.Match[str]] = []
    for match in sorted(found, key=lambda m: (m.start(), -m.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


# dense: a letter in brackets is a part of its word
def _piece(view: str, start: int, end: int, gap: str) -> Iterator[QuotedPiece]:
    """Read the words between two offsets, a letter in brackets as a part of its word."""
    letters = {m.start(): m for m in _LETTER.finditer(view, start, end)}
    found = PlainWords(view, start, end)
    words, spans = [], []
    for (first, last), word in zip(found.spans, found.words, strict=True):
        opening = letters.get(first - 1)
        if opening is not None and opening.end() == last + 1:
            continue  # the letter itself; its word follows
        bracketed = letters.get(first - 3)
        if bracketed is not None and bracketed.end() == first:
            words.append(normal(bracketed[1] + view[first:last]))
            spans.append((first - 3, last))
        else:
            words.append(word)
            spans.append((first, last))
    if words:
        yield QuotedPiece(words=tuple(words), spans=tuple(spans), gap=gap)
