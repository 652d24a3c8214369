"""JSON Lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.articles import Version
from provenance.exceptions import InputError
from provenance.ingest.rows import to_version
from provenance.ingest.text import decode


def read(path: Path) -> Iterator[Version | InputError]:
    """Read the articles line by line; a line that is no JSON object is refused alone."""
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if raw.strip():
                yield _line(raw, str(path), number)


def _line(raw: bytes, file: str, number: int) -> Version | InputError:
    row = read_object(raw, file, number, '{"text": …, "id": …}')
    return row if isinstance(row, InputError) else to_version(row, file=file, line=number, extractor="jsonl")


def read_object(raw: bytes, file: str, number: int, shape: str) -> dict[str, Any] | InputError:
    """Read one line as a JSON object, or say why it is none.

    Args:
        raw: the line's bytes.
        file: the file, for errors.
        number: the line's number, from 1.
        shape: what a line should look like, for errors.
    """
    text = decode(raw, file, number)
    if isinstance(text, InputError):
        return text
    try:
        row = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return InputError(f"this is no JSON{where}", file=file, line=number, hint="write one object a line")
    if not isinstance(row, dict):
        what = f"expected an object, not {type(row).__name__}"
        return InputError(what, file=file, line=number, hint=f"write {shape}")
    return row
