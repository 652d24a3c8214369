"""Lines about articles: read JSON Lines whose rows point at characters, each checked against its article's text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from provenance.articles import Version
from provenance.exceptions import InputError
from provenance.ingest.jsonl import read_object
from provenance.spans import Span

T = TypeVar("T")
Versions = Mapping[str, Version]  # the caller's article id to the version that its offsets count in


class FieldError(Exception):
    """Carry what is wrong and in which field, until file and line are known."""


def read_lines(path: Path, shape: str, parse: Callable[[Mapping[str, Any], int], T]) -> tuple[list[T], list[InputError]]:
    """Read a file line by line.

    Args:
        path: JSON Lines.
        shape: what a line looks like, for the message about one that does not.
        parse: makes something of a line's object and its number; raises FieldError with what and field.

    Returns:
        What was made, and an error for every refused line; the others are kept.
    """
    kept: list[T] = []
    refused: list[InputError] = []
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            row = read_object(raw, str(path), number, shape)
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
    version = versions.get(str(name)) if isinstance(name, str | int) else None
    if version is None:
        raise FieldError(f"no article is called {name!r:.60}; ingest it first", "article")
    for field in ("start", "end"):
        if not isinstance(row.get(field), int) or isinstance(row.get(field), bool):
            raise FieldError(f"expected a whole number of code points, not {row.get(field)!r}", field)
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(version.text):
        raise FieldError(f"{start}:{end} lies outside a text of {len(version.text)} code points", "end")
    return version, Span(start, end)
