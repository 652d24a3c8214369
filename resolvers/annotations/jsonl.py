"""Lines about articles: read JSON Lines whose rows point at characters, checked against texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from provenance.exceptions import InputError
from provenance.ingest.jsonl import records
from provenance.ingest.options import File
from provenance.ingest.refusals import shown
from provenance.records.articles import Version
from provenance.spans import Span

T = TypeVar("T")
Versions = Mapping[str, Version]  # the caller's article id to the version that its offsets count in


class FieldError(Exception):
    """Carry what is wrong and in which field, until file and line are known."""


def read_lines(
    path: Path,
    shape: str,
    parse: Callable[[Mapping[str, Any], int], T],
) -> tuple[list[T], list[InputError]]:
    """Read a file line by line.

    Args:
        path: JSON Lines.
        shape: what a line looks like, for the message about one that does not.
        parse: makes something of a line's object and its number; raises FieldError with what and
            field.

    Returns:
        What was made, and an error for every refused line; the others are kept.
    """
    kept: list[T] = []
    refused: list[InputError] = []
    for number, row in records(File.at(path), shape):
        if isinstance(row, InputError):
            refused.append(row)
            continue
        try:
            kept.append(parse(row, number))
        except FieldError as error:
            what, field = error.args
            refused.append(InputError(what, file=str(path), line=number, field=field))
    return kept, refused


def spot(row: Mapping[str, Any], versions: Versions) -> tuple[Version, Span]:
    """Find the characters that a row's article, start and end name.

    Raises:
        FieldError: no such article, no whole numbers, or nothing there.
    """
    name = row.get("article")
    version = versions.get(str(name)) if is_word(name) else None
    if version is None:
        raise FieldError(f"no article is called {shown(name)}; ingest it first", "article")
    for field in ("start", "end"):
        if not is_whole(row.get(field)):
            what = f"expected a whole number of code points, not {shown(row.get(field))}"
            raise FieldError(what, field)
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(version.text):
        what = f"{start}:{end} lies outside a text of {len(version.text)} code points"
        raise FieldError(what, "end")
    return version, Span(start, end)


def is_whole(value: object) -> bool:
    """Whether a value of a line is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_word(value: object) -> bool:
    """Whether a value of a line is a text or a whole number, and so may be a name."""
    return isinstance(value, str) or is_whole(value)


def optional_text(row: Mapping[str, Any], field: str) -> str | None:
    """Return the text in a field, None where there is none; a whole number is taken as text.

    Raises:
        FieldError: something else stands there, or half a surrogate pair.
    """
    value = row.get(field)
    if value is None:
        return None
    if not is_word(value):
        raise FieldError(f"expected text, not {shown(value)}", field)
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise FieldError("half a surrogate pair", field) from None
    return str(value)
