"""One JSON object, read strictly: what the standard library loses or fails at is refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from provenance.ingest.refusals import RowRefusal

_Pairs = list[tuple[str, Any]]


class _LongNumber:
    """Stand for an integer of more digits than Python converts."""


def parse_object(text: str) -> object:
    """Parse JSON.

    Raises:
        RowRefusal: it is no JSON, names a key twice in one object, nests too deeply, or holds an
            integer of thousands of digits.
    """
    try:
        return _parse_json(text)
    except json.JSONDecodeError as error:
        raise RowRefusal(
            None,
            f"this is no JSON at column {error.colno}",
            "write one object a line",
        ) from error
    except RecursionError as error:
        raise RowRefusal(None, "the values are nested too deeply", "write them flatter") from error


def _parse_json(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object_of_unique_keys)
    except json.JSONDecodeError:
        raise
    except ValueError:
        found = json.loads(text, object_pairs_hook=_object_of_unique_keys, parse_int=_parse_integer)
    raise RowRefusal(
        _long_integer_field(found),
        "an integer has more digits than can be read",
        "write it as text",
    )


def _object_of_unique_keys(pairs: _Pairs) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        ((key, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise RowRefusal(key, "the key stands twice in one object", "keep one of the two")
    return found


def _long_integer_field(root: object) -> str | None:
    """Return the field of a line's object that holds the integer which could not be converted."""
    fields = root.items() if isinstance(root, dict) else ()
    return next((key for key, value in fields if _has_long_integer(value)), None)


def _parse_integer(digits: str) -> int | _LongNumber:
    try:
        return int(digits)
    except ValueError:
        return _LongNumber()


def _has_long_integer(value: object) -> bool:
    """Whether a long number stands anywhere inside a value."""
    if isinstance(value, dict):
        return any(_has_long_integer(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_long_integer(item) for item in value)
    return isinstance(value, _LongNumber)
