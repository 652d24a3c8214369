"""Bounds of what an agent is told: no list, text or answer is longer than it may be, and what was left out is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

MOST_ITEMS = 50  # of a list that a tool pages through
MOST_CHARACTERS = 60_000  # of an answer as JSON: about 15,000 tokens
MOST_ASKED = 400  # characters of a name, an id or words that are asked for
MOST_DRAFT = 50_000  # characters of a draft
_LENGTHS = (25, 10, 5, 2, 1)  # of the lists inside an answer, the first that keeps it short enough
_TEXT = 2_000  # characters of one value


def bounded(value: object, most: int = MOST_CHARACTERS) -> tuple[Any, dict[str, int]]:
    """Shorten the lists and texts inside an answer until the whole is short enough.

    Args:
        value: plain values, as `to_dict` gives them.
        most: characters of it as JSON.

    Returns:
        The shortened answer, and what was left out: where, and how many items or characters.
    """
    for length in _LENGTHS:
        left_out: dict[str, int] = {}
        shortened = _shortened(value, length, "", left_out)
        if _size(shortened) <= most:
            break
    return shortened, left_out


def bounded_items(items: Sequence[object]) -> tuple[list[Any], dict[str, int]]:
    """Take as many items from the beginning of a list as an answer may have, each of them shortened.

    Args:
        items: plain values.

    Returns:
        The items, at least one where there is any, and what was left out inside them.
    """
    taken: list[Any] = []
    left_out: dict[str, int] = {}
    size = 0
    for number, item in enumerate(items):
        shortened, missing = bounded(item, MOST_CHARACTERS // 4)
        size += _size(shortened)
        if taken and size > MOST_CHARACTERS:
            break
        taken.append(shortened)
        left_out |= {f"items[{number}].{place}": count for place, count in missing.items()}
    return taken, left_out


def _size(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False))


def _shortened(value: object, length: int, place: str, left_out: dict[str, int]) -> Any:  # noqa: ANN401
    if isinstance(value, str) and len(value) > _TEXT:
        left_out[place] = len(value) - _TEXT
        return value[:_TEXT] + "…"
    if isinstance(value, list):
        if len(value) > length:
            left_out[place] = len(value) - length
        kept = enumerate(value[:length])
        return [_shortened(item, length, f"{place}[{n}]", left_out) for n, item in kept]
    if isinstance(value, dict):
        return {
            name: _shortened(item, length, f"{place}.{name}".lstrip("."), left_out)
            for name, item in value.items()
        }
    return value
