"""Rivals: who else is named between a mention and the one that it is tied to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from operator import itemgetter

from provenance.spans import Span


class Rivals:
    """Know where the names of an article stand, and who bears them.

    Args:
        named: the offset of each name, with the type and something that identifies its bearer.
    """

    def __init__(self, named: Iterable[tuple[int, str, Hashable]]) -> None:
        self._named = sorted(named, key=itemgetter(0))
        self._starts = [start for start, _, _ in self._named]

    def between(self, one: Span, other: Span, kind: str, bearer: Hashable) -> bool:
        """Whether another one of a type is named between two mentions of its bearer."""
        first, last = sorted((one, other))
        part = slice(bisect_left(self._starts, first.end), bisect_left(self._starts, last.start))
        return any(type_ == kind and who != bearer for _, type_, who in self._named[part])
