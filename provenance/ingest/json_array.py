"""JSON files: an array of articles, an object that holds one, or one article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest.encodings import decode, other_encoding
from provenance.ingest.json_objects import parse_object
from provenance.ingest.options import File, Options
from provenance.ingest.refusals import RowRefusal, shown
from provenance.ingest.rows import Hint, Row, to_rows

_SPACE = re.compile(r"[ \t\r\n]*")
_WRITE = 'write [{"text": …}, …]'
_Numbered = Iterator[tuple[int, dict[str, Any] | InputError]]


def read(file: File, options: Options) -> Iterator[Row | InputError | Hint]:
    """Read the articles of an array.

    One that is no object is refused alone. Errors count articles, from 1.
    """
    yield from to_rows(_article_records(file), file.name, "json", options.columns)


def _article_records(file: File) -> _Numbered:
    raw = file.path.read_bytes()
    text = other_encoding(raw, file.name) or decode(raw, file.name)
    if isinstance(text, InputError):
        yield 1, text
        return
    start = _skip_white_space(text, 0)
    if text[start : start + 1] == "[":
        yield from _array_items(text, start + 1, file.name)
        return
    try:
        yield from _articles_of_object(parse_object(text), file.name)
    except RowRefusal as refusal:
        yield 1, refusal.at(file.name, 1)


def _articles_of_object(found: object, file: str) -> _Numbered:
    """Return one article, or those of the only list of objects that an object holds."""
    if not isinstance(found, dict):
        yield 1, InputError(f"expected articles, not {shown(found)}", file=file, hint=_WRITE)
        return
    lists = [value for value in found.values() if _is_list_of_objects(value)]
    if len(lists) != 1 or "text" in found:
        yield 1, found
        return
    yield from enumerate(lists[0], 1)


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _array_items(text: str, place: int, file: str) -> _Numbered:
    """Return the items of an array one by one, so that a broken one takes no others along."""
    number, place = 0, _skip_white_space(text, place)
    while text[place : place + 1] != "]":
        number += 1
        end = _end_of_json_value(text, place)
        if end is None:
            line = text.count("\n", 0, place) + 1
            what = f"from here on, line {line} of the file, this is no JSON"
            yield number, InputError(what, file=file, line=number, hint=_WRITE)
            return
        yield number, _parse_array_item(text[place:end], file, number)
        place = _skip_white_space(text, end)
        if text[place : place + 1] not in {",", "]"}:
            yield number, _cut_off_refusal(file, number)
            return
        place = _skip_white_space(text, place + (text[place] == ","))


def _cut_off_refusal(file: str, number: int) -> InputError:
    """Refuse what stands behind an article and is neither another one nor the end."""
    what = "the array does not go on behind this article"
    return InputError(what, file=file, line=number, hint="was it cut off?")


def _end_of_json_value(text: str, place: int) -> int | None:
    """Return where a value ends; None where none stands."""
    try:
        return json.JSONDecoder().raw_decode(text, place)[1]
    except (ValueError, RecursionError):
        return None


def _parse_array_item(text: str, file: str, number: int) -> dict[str, Any] | InputError:
    try:
        found = parse_object(text)
    except RowRefusal as refusal:
        return refusal.at(file, number)
    if not isinstance(found, dict):
        what = f"expected an object, not {type(found).__name__}"
        return InputError(what, file=file, line=number, hint=_WRITE)
    return found


def _skip_white_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place
