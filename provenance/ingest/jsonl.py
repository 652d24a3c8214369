"""JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest.encodings import decode, other_encoding
from provenance.ingest.json_objects import parse_object
from provenance.ingest.options import File, Options
from provenance.ingest.refusals import RowRefusal
from provenance.ingest.rows import Hint, Row, to_rows

_SHAPE = '{"text": …, "id": …}'


def read(file: File, options: Options) -> Iterator[Row | InputError | Hint]:
    """Read the articles line by line; a line that is no JSON object is refused alone."""
    return to_rows(records(file, _SHAPE), file.name, "jsonl", options.columns)


def records(file: File, shape: str) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Read the objects of a file with the numbers of their lines; blank lines are passed over.

    Args:
        file: the file.
        shape: what a line should look like, for errors.
    """
    with file.path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if number == 1 and (other := other_encoding(raw, file.name)):
                yield number, other
                return
            if raw.strip():
                yield number, read_object(raw, file.name, number, shape)


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
        row = parse_object(text)
    except RowRefusal as refusal:
        return refusal.at(file, number)
    if not isinstance(row, dict):
        what = f"expected an object, not {type(row).__name__}"
        return InputError(what, file=file, line=number, hint=f"write {shape}")
    return row
