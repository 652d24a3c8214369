"""Plain text files: one article a file, called by the file's path."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import attrs

from provenance.exceptions import InputError
from provenance.ingest.encodings import decode, other_encoding
from provenance.ingest.rows import Row, to_row


def read(path: Path) -> Iterator[Row | InputError]:
    """Read one article; a byte-order mark is dropped, everything else is kept as it is, line ends too."""
    raw = path.read_bytes()
    text = other_encoding(raw, str(path)) or decode(raw, str(path))
    if isinstance(text, InputError):
        yield text
        return
    row = to_row({"text": text, "id": article_name(path)}, file=str(path), extractor="text")
    if isinstance(row, Row):
        digest = hashlib.sha256(raw).hexdigest()
        row = attrs.evolve(row, version=attrs.evolve(row.version, raw_hash=digest))
    yield row


def article_name(path: Path) -> str:
    """Return the id of a text file's article: its path as given, without `.` and `..`, with `/`."""
    return Path(os.path.normpath(path)).as_posix()
