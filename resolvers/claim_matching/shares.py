"""Shares: what most assertions of a story hold tells none of them apart.

Shares are whole eighths, so that one assertion more changes the weights of few others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

EIGHTHS = 8
_SMALL = 3  # assertions more than a story has: in one of two or three, nothing is common yet

Shares = Mapping[str, int]  # item to eighths of its weight that are left, of those that lose some


class StoryCounts:
    """Count how many assertions of one story hold each item.

    Args:
        held: the items of every assertion of the story, none twice.
    """

    def __init__(self, held: Iterable[Iterable[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._size = 0
        for items in held:
            self._counts.update(items)
            self._size += 1

    def shares(self, items: Iterable[str]) -> dict[str, int]:
        """Return the eighths left to those items of an assertion that others hold too."""
        found = {item: self._eighths_left(item) for item in sorted(items)}
        return {item: eighths for item, eighths in found.items() if eighths < EIGHTHS}

    def _eighths_left(self, item: str) -> int:
        others = max(0, self._counts[item] - 1)
        return EIGHTHS - round(EIGHTHS * others / (self._size + _SMALL))
