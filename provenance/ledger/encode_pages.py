"""Pages to rows of the ledger, and back."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from provenance.records.articles import Version
from provenance.records.pages import Block, Page, TextPiece

Row = tuple[Any, ...]
_PIECE = ("start", "end", "byte_start", "byte_end")


def page_rows(
    versions: Iterable[Version], ids: Mapping[str, int], run: int
) -> dict[str, list[Row]]:
    """Lay out the pages of versions that are new.

    Args:
        versions: what came in, the known among it.
        ids: keys of the new versions to their numbers.
        run: the number of the run.
    """
    pages = {v.key: v.page for v in versions if v.page is not None and v.key in ids}
    numbered = [(ids[key], page) for key, page in pages.items()]
    blocks = (row for number, page in numbered for row in _block_rows(number, page))
    return {
        "page": [(number, *_page_row(page), run) for number, page in numbered],
        "page_block": [(*row, run) for row in blocks],
    }


def _page_row(page: Page) -> Row:
    # mtime: the same page is the same bytes at any time.
    content = None if page.content is None else gzip.compress(page.content, mtime=0)
    return page.file, page.record, page.encoding, page.size, content


def _block_rows(number: int, page: Page) -> Iterator[Row]:
    for place, block in enumerate(page.blocks):
        yield number, place, block.path, [_piece_row(piece) for piece in block.pieces]


def _piece_row(piece: TextPiece) -> dict[str, int]:
    return {name: getattr(piece, name) for name in _PIECE}


def page_of(row: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]) -> Page:
    """Make a page of its row and those of its blocks."""
    content = row["content"]
    return Page(
        file=row["file"],
        record=row["record"],
        encoding=row["encoding"],
        size=row["size"],
        blocks=tuple(_decode_block(block) for block in blocks),
        content=None if content is None else gzip.decompress(content),
    )


def _decode_block(row: Mapping[str, Any]) -> Block:
    pieces = tuple(TextPiece(*(piece[name] for name in _PIECE)) for piece in row["pieces"])
    return Block(path=row["path"], pieces=pieces)
