"""The heaviest one-to-one assignment between two sides of a sparse bipartite graph, exact.

CEAF pairs gold and found entities so that their similarities sum to the most. Entities share
mentions with few others, so shortest augmenting paths over the edges that exist (Dijkstra with
potentials; Edmonds and Karp 1972, Tomizawa 1971) solve it without a dense matrix, and without
SciPy, which nothing else in this package needs.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import count
from typing import Generic, TypeVar

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def heaviest(weights: Mapping[tuple[A, B], float]) -> dict[A, B]:
    """Match left nodes with right nodes one to one, so that the weights sum to the most.

    >>> sorted(heaviest({("a", "x"): 3.0, ("a", "y"): 2.0, ("b", "x"): 2.0}).items())
    [('a', 'y'), ('b', 'x')]

    Args:
        weights: left and right node to a weight above 0; pairs that are not there cannot be
            matched.
    """
    edges: defaultdict[A, dict[B, float]] = defaultdict(dict)
    for (a, b), weight in weights.items():
        edges[a][b] = weight
    state: _State[A, B] = _State(edges)
    for a in edges:
        state.augment(a)
    return state.right_of


class _State(Generic[A, B]):
    """Keep a matching and the potentials that prove it best.

    A left node may stay alone, which costs nothing.

    Costs are minus weights. For every edge cost - left - right >= 0, and = 0 for the matched ones;
    right nodes that are free have the potential 0, and so have left nodes that stay alone.
    """

    def __init__(self, edges: Mapping[A, Mapping[B, float]]) -> None:
        self.edges = edges
        self.left_of: dict[B, A] = {}
        self.right_of: dict[A, B] = {}
        self.left: dict[A, float] = {a: -max(near.values()) for a, near in edges.items()}
        self.right: defaultdict[B, float] = defaultdict(float)

    def augment(self, start: A) -> None:
        """Match one more left node along the cheapest path.

        At its end a left node may be left alone.
        """
        search = _Search(self, start)
        distance, b, a = search.cheapest()
        for node, at in search.left_far.items():
            self.left[node] += max(0.0, distance - at)
        for right, at in search.right_far.items():
            self.right[right] -= max(0.0, distance - at)
        self._flip_augmenting_path(search.came, b, a)

    def _flip_augmenting_path(self, came: Mapping[B, A], b: B | None, a: A) -> None:
        """Exchange matched and unmatched edges from the end of a path back to its start.

        The start has no partner.
        """
        while True:
            before = self.right_of.pop(a, None)
            if b is not None:
                self.left_of[b], self.right_of[a] = a, b
            if before is None:
                return
            b, a = before, came[before]


class _Search(Generic[A, B]):
    """Search the cheapest path from a left node without a partner (Dijkstra).

    A path ends at a right node that is free, or stays at a left node, which is left alone.
    """

    came: dict[B, A]  # right node to the left node that it was reached from
    right_far: dict[B, float]
    left_far: dict[A, float]
    heap: list[tuple[float, int, B | None, A]]  # distance, order, and an edge or where to stay

    def __init__(self, state: _State[A, B], start: A) -> None:
        self.state = state
        self.came, self.right_far, self.left_far, self.heap = {}, {}, {}, []
        self.number = count()
        self._visit_left_node(start, 0.0)

    def cheapest(self) -> tuple[float, B | None, A]:
        """Return the path's length, the right node at its end, if any, and the last left node."""
        left_of = self.state.left_of
        while True:
            distance, _, b, a = heapq.heappop(self.heap)
            if b is None or b not in left_of:
                return distance, b, a
            if b not in self.came:
                self.came[b], self.right_far[b] = a, distance
                self._visit_left_node(left_of[b], distance)

    def _visit_left_node(self, a: A, distance: float) -> None:
        """Queue what can be reached from a left node."""
        state, own = self.state, self.state.left[a]
        self.left_far[a] = distance
        heapq.heappush(self.heap, (distance - own, next(self.number), None, a))
        for b, weight in state.edges[a].items():
            if b not in self.came:
                # Rounding may make it a hair less than 0.
                slack = max(0.0, -weight - own - state.right[b])
                heapq.heappush(self.heap, (distance + slack, next(self.number), b, a))
