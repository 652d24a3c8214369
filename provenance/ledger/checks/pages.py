"""The bytes of a page give the text that was extracted from it: piece by piece, where they were kept."""

from __future__ import annotations

import html
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from provenance.ledger.encode_pages import page_of
from provenance.records.pages import Page, TextPiece, is_stateful
from provenance.sql import statements
from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb

_BATCH = 100  # pages in memory at once
_UNKNOWN = "�"
_BREAK = {"", "\n", "\n\n"}


def strange_pages(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List pages whose bytes are not behind the characters of the text, one sentence each."""
    numbers = [row["version_id"] for row in _query_records(connection, "page_numbers", {})]
    return [
        sentence
        for place in range(0, len(numbers), _BATCH)
        for sentence in _page_problems(connection, numbers[place : place + _BATCH])
    ]


def _page_problems(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> list[str]:
    """Check the pages of a few versions."""
    rows = _query_records(connection, "verify_pages", {"numbers": list(numbers)})
    blocks: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    keys = {"versions": [row["version"] for row in rows]}
    for block in _query_records(connection, "page_blocks_of", keys):
        blocks[block["version"]].append(block)
    return [
        f"page of version {row['version_id']}: {what}"
        for row in rows
        for what in _page_faults(row, blocks[row["version"]])
    ]


def _query_records(
    connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object]
) -> list[dict[str, Any]]:
    rows = connection.execute(parsed(connection, statements()[name]), values or None).fetchall()
    columns = [column[0] for column in connection.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _page_faults(row: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    try:
        page = page_of(row, blocks)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        yield f"what was kept of it cannot be read: {error}"
        return
    pieces = [piece for block in page.blocks for piece in block.pieces]
    if what := _piece_disorder(pieces, row["text"], page.size):
        yield what
        return
    if page.content is None:
        return
    if len(page.content) != page.size:
        yield f"its {len(page.content)} bytes are not {page.size}"
        return
    if sha256(page.content).hexdigest() != row["raw_hash"]:
        yield "its bytes do not have the hash that was noted"
        return
    for piece in pieces:
        if not _is_text_of_bytes(piece, page, row["text"]):
            yield f"the bytes {piece.byte_start}:{piece.byte_end} are not what the text says"


def _piece_disorder(pieces: Sequence[TextPiece], text: str, size: int) -> str | None:
    """Return what is wrong with the order of pieces; only line breaks may stand between two."""
    if not pieces or pieces[0].start or pieces[-1].end != len(text):
        return "its pieces are not the whole text"
    if not all(text[a.end : b.start] in _BREAK for a, b in pairwise(pieces)):
        return "its pieces are not the whole text"
    if not all(_is_after_piece(a, b) for a, b in pairwise(pieces)):
        return "its pieces are not in the order of the page"
    if pieces[-1].byte_end > size:
        return f"a piece ends behind its {size} bytes"
    return None


def _is_after_piece(before: TextPiece, after: TextPiece) -> bool:
    """Whether bytes stand behind others, or are the same: two characters of one reference."""
    return before.byte_end <= after.byte_start or before.byte_start == after.byte_start


def _is_text_of_bytes(piece: TextPiece, page: Page, text: str) -> bool:
    """Whether bytes of a page give the characters of a piece."""
    content, shown = page.content or b"", text[piece.start : piece.end]
    if is_stateful(page.encoding):
        return content[: piece.byte_end].decode(page.encoding, "replace").endswith(shown)
    written = content[piece.byte_start : piece.byte_end].decode(page.encoding, "replace")
    if len(shown) > 1:
        return len(written) == len(shown) and all(map(_is_shown_character, written, shown))
    read = html.unescape(written)
    return shown in read or _is_shown_character(written[:1], shown) or shown == _UNKNOWN


def _is_shown_character(written: str, shown: str) -> bool:
    """Whether a character of a page may be shown as one of the text: itself, or a space."""
    return written == shown or (shown in " \n" and (written.isspace() or written in {"<", "&"}))
