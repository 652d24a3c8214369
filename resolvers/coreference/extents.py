"""Extents: where the references of a group stand, which every rule of grouping asks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from provenance.spans import Span

_Place = tuple[int, int]  # start and end


class Extents:
    """Keep the spans of a group in order, so that the nearest is found without a search of all."""

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._reach: list[int] = []  # of every place, the largest end up to it

    def add(self, span: Span) -> None:
        """Take a span in; most come behind all others."""
        place = (span.start, span.end)
        at = bisect_right(self._places, place)
        reach = max(place[1], self._reach[at - 1]) if at else place[1]
        self._places.insert(at, place)
        self._reach.insert(at, reach)
        for behind in range(at + 1, len(self._reach)):
            if self._reach[behind] >= reach:
                break
            self._reach[behind] = reach

    @property
    def first(self) -> _Place:
        """Start and end of the first span."""
        return self._places[0]

    def last_before(self, position: int) -> int:
        """Return the largest end of the spans that start before a position, -1 if there is none."""
        at = bisect_left(self._places, (position,))
        return self._reach[at - 1] if at else -1

    def nearest(self, position: int) -> Span:
        """Return the last span that starts before a position, or the first one after it."""
        at = bisect_left(self._places, (position,))
        return Span(*self._places[max(0, at - 1)])

    def distance(self, position: int) -> int:
        """Return how many code points part a position from the nearest start of a span."""
        at = bisect_left(self._places, (position,))
        return min(abs(start - position) for start, _ in self._places[max(0, at - 1) : at + 1])
