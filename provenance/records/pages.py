"""Pages: where in the bytes of a page each character of an article's text stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import attrs

from provenance.exceptions import SpanError
from provenance.spans import Span

_STATEFUL = ("iso2022", "hz", "utf_7")


def is_stateful(encoding: str) -> bool:
    """Whether what a byte means depends on those before it, so that a part cannot be decoded alone."""
    return encoding.replace("-", "_").startswith(_STATEFUL)


@attrs.frozen
class TextPiece:
    """Tie characters of a text to the bytes of the page that they were made from.

    Several characters are what the bytes decode to, so that each has its own bytes among them. One
    character stands for its bytes as a whole, which may be a character reference, white space that
    was collapsed, or a byte that is no character.

    Args:
        start: the first character, from 0.
        end: one past the last one.
        byte_start: the first byte, from 0.
        byte_end: one past the last one.
    """

    start: int
    end: int
    byte_start: int
    byte_end: int


@attrs.frozen(kw_only=True)
class Block:
    """Hold one paragraph, heading, item or cell of a page, as far as it is part of the text.

    Args:
        path: a CSS selector that leads to its element.
        pieces: its characters, in order. Characters between two pieces, line breaks all of them,
            stand for the markup between the two.
    """

    path: str
    pieces: tuple[TextPiece, ...] = attrs.field(validator=attrs.validators.min_len(1))

    @property
    def start(self) -> int:
        """The first character of the block."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """One past the last character of the block."""
        return self.pieces[-1].end


@attrs.frozen(kw_only=True)
class Page:
    """Hold what a text was extracted from, and how the two correspond.

    Args:
        file: the file or archive that it was read from, as given.
        record: the id of the record, where the file is an archive.
        encoding: the codec that turns the bytes into characters, as Python calls it.
        size: how many bytes the page has.
        blocks: the parts of it that are the text, in order.
        content: the bytes, where they are to be kept.
    """

    file: str | None
    encoding: str
    size: int
    blocks: tuple[Block, ...] = attrs.field(repr=False)
    record: str | None = None
    content: bytes | None = attrs.field(default=None, repr=False)


@attrs.frozen
class BytePlace:
    """Point at bytes of a page.

    Args:
        byte_start: the first byte, from 0.
        byte_end: one past the last one.
        path: a CSS selector that leads to the element around them.
    """

    byte_start: int
    byte_end: int
    path: str

    def __str__(self) -> str:
        """Write it as `bytes 10-25 html > body > p:nth-of-type(1)`."""
        return f"bytes {self.byte_start}-{self.byte_end} {self.path}"


def places(page: Page, text: str, span: Span) -> tuple[BytePlace, ...]:
    """Return the bytes behind a span, one place for each block that it touches.

    Args:
        page: where the text was extracted from.
        text: the text.
        span: characters of it.

    Raises:
        SpanError: the span reaches past the end of the text.
    """
    span.surface(text)
    found = [_place_in_block(block, page.encoding, text, span) for block in page.blocks]
    inside = tuple(place for place in found if place is not None)
    return inside or (_place_between_blocks(page, span),)


def _place_in_block(block: Block, encoding: str, text: str, span: Span) -> BytePlace | None:
    touched = [p for p in block.pieces if p.start < span.end and span.start < p.end]
    if not touched:
        return None
    first = _bytes_of_piece(touched[0], encoding, text, span)
    last = _bytes_of_piece(touched[-1], encoding, text, span)
    return BytePlace(first[0], last[1], block.path)


def _bytes_of_piece(piece: TextPiece, encoding: str, text: str, span: Span) -> tuple[int, int]:
    """Return the bytes of the characters of a piece that lie in a span."""
    start, end = max(piece.start, span.start), min(piece.end, span.end)
    if piece.end - piece.start == 1:
        return piece.byte_start, piece.byte_end
    before = len(text[piece.start : start].encode(encoding))
    inside = len(text[start:end].encode(encoding))
    return piece.byte_start + before, piece.byte_start + before + inside


def _place_between_blocks(page: Page, span: Span) -> BytePlace:
    """Return the markup behind a line break."""
    blocks = page.blocks
    place = bisect_right([block.start for block in blocks], span.start) - 1
    if place < 0 or place + 1 >= len(blocks):
        raise SpanError(f"no byte of the page stands behind {span.start}:{span.end}")
    before, after = blocks[place], blocks[place + 1]
    return BytePlace(before.pieces[-1].byte_end, after.pieces[0].byte_start, before.path)


def byte_ranges(page: Page, text: str) -> Iterator[tuple[int, int]]:
    """Return the first byte, and the one past the last, of every character of a text, in order."""
    previous = 0
    pieces = [piece for block in page.blocks for piece in block.pieces]
    end = 0
    for piece in pieces:
        yield from ((previous, piece.byte_start) for _ in range(end, piece.start))
        yield from _character_byte_ranges(piece, page.encoding, text)
        previous, end = piece.byte_end, piece.end


def _character_byte_ranges(piece: TextPiece, encoding: str, text: str) -> Iterator[tuple[int, int]]:
    if piece.end - piece.start == 1:
        yield piece.byte_start, piece.byte_end
        return
    place = piece.byte_start
    for character in text[piece.start : piece.end]:
        width = len(character.encode(encoding))
        yield place, place + width
        place += width
