"""Scoring: items are loaded when they are needed, and pairs that are worth it become edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import attrs

from provenance.identifiers import canonical_pair
from provenance.records.matching import ClaimComparison
from resolvers.claim_matching.blocking import worthwhile
from resolvers.claim_matching.features import Prepared
from resolvers.claim_matching.likeness import MatchModel, WeighedClaims, compare, weigh
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.items import Items
from resolvers.incremental.claims.supports import Pair, Supports
from resolvers.storing.tables import Row, in_blocks

# The numbers of two assertions and their comparison, `a` being that of the first.
Compared = tuple[int, int, ClaimComparison]

_PAIRS = 250_000  # scored at a time: the items of one block and of the weeks before it
_TOLD = 2_500  # compared at a time with their parts: pairs of all times, most of other items


@attrs.frozen(kw_only=True)
class Edge:
    """Hold a scored pair of items.

    Args:
        pair: their numbers, the smaller first.
        support: how many keys pair them; 0 where both are of one component and no key does.
        weighed: the score.
    """

    pair: Pair
    support: int
    weighed: WeighedClaims

    @classmethod
    def read(cls, row: Row) -> Edge:
        """Make an edge of its row."""
        a, b, support, asks, weight, opposed = row
        return cls(
            pair=(a, b),
            support=support,
            weighed=WeighedClaims(asks=asks, weight=weight, opposed=opposed),
        )

    @property
    def row(self) -> tuple[object, ...]:
        """The edge as the index keeps it."""
        w = self.weighed
        return (*self.pair, self.support, w.asks, w.weight, w.opposed)


class PairScorer:
    """Score pairs of items by number.

    Args:
        items: returns them.
        model: the parameters.
    """

    def __init__(self, items: Items, model: MatchModel) -> None:
        self.items = items
        self.model = model

    def load(self, pairs: Sequence[Pair]) -> None:
        """Load the items of pairs at once, where they are not too many."""
        if len(pairs) <= _PAIRS:
            self.items.of(chain.from_iterable(pairs))

    def score(self, supports: Mapping[Pair, int]) -> list[Edge]:
        """Score the pairs that are worth it."""
        found: list[Edge] = []
        for part in in_blocks(sorted(supports), _PAIRS):
            items = self.items.prepared(number for pair in part for number in pair)
            for a, b in part:
                if worthwhile(items[a], items[b]):
                    weighed = weigh(items[a], items[b], self.model)
                    found.append(Edge(pair=(a, b), support=supports[a, b], weighed=weighed))
        return found

    def compare(self, pairs: Iterable[Pair]) -> Iterator[Compared]:
        """Score pairs with their parts, in the order of numbers."""
        for part in in_blocks(sorted(pairs), _TOLD):
            items = self.items.prepared(number for pair in part for number in pair)
            for a, b in part:
                comparison = compare(items[a], items[b], self.model)
                turned = comparison.a != items[a].assertion.key
                yield (b, a, comparison) if turned else (a, b, comparison)


def rescore(
    index: MatchIndex, scorer: PairScorer, changed: set[int], found: Supports, *, known: bool
) -> set[int]:
    """Bring the edges up to date, and return the items whose component may be another.

    Args:
        index: the index.
        scorer: scores.
        changed: the numbers of items that are new, changed or gone.
        found: how many keys pair them and others.
        known: whether the index has edges of any of them.
    """
    stale = [edge.pair for edge in read_edges(index, changed)] if known else []
    moved = {pair: more for pair, more in found.moved.items() if more}
    scorer.load([*found.fresh, *moved])
    made = scorer.score(found.fresh)
    ended, anew = _change_edge_supports(index, scorer, moved) if moved else ([], [])
    drop_edges(index, [*stale, *ended])
    write_edges(index, [*made, *anew])
    joining = _joining_pairs(made, scorer.model.cut)
    return changed.union(chain.from_iterable(chain(stale, joining, moved)))


def _joining_pairs(edges: Iterable[Edge], cut: float) -> Iterator[Pair]:
    """Yield the pairs that hold a component together."""
    return (edge.pair for edge in edges if edge.weighed.probability >= cut)


def _change_edge_supports(
    index: MatchIndex, scorer: PairScorer, moved: Mapping[Pair, int]
) -> tuple[list[Pair], list[Edge]]:
    """Change the support of pairs of unchanged items; return the edges to drop and to write."""
    known = _moved_edges(index, moved)
    more = (attrs.evolve(e, support=e.support + moved[pair]) for pair, e in known.items())
    kept = [edge for edge in more if edge.support > 0]
    # A pair that is no edge had no key, or is not worth it, whatever keys it has.
    new = {pair: more for pair, more in moved.items() if more > 0 and pair not in known}
    return list(known), [*kept, *scorer.score(new)]


def _moved_edges(index: MatchIndex, moved: Mapping[Pair, int]) -> dict[Pair, Edge]:
    """Return the edges of pairs whose support moves."""
    edges = read_edges(index, set(chain.from_iterable(moved)))
    return {edge.pair: edge for edge in edges if edge.pair in moved}


def read_edges(index: MatchIndex, numbers: Iterable[int]) -> list[Edge]:
    """List the edges of items."""
    return [Edge.read(row) for row in index.rows("edges_of", ids=sorted(numbers))]


def write_edges(index: MatchIndex, edges: Iterable[Edge]) -> None:
    """Write edges."""
    index.insert("claim_matching.edge", [edge.row for edge in edges])


def drop_edges(index: MatchIndex, pairs: Sequence[Pair]) -> None:
    """Drop edges."""
    if pairs:
        index.give_pairs("dropped_edge", pairs)
        index.run("drop_edges")


def key_pair(items: Mapping[int, Prepared], pair: Pair) -> tuple[str, str]:
    """Return a pair of items by their keys, the smaller first."""
    return canonical_pair(items[pair[0]].assertion.key, items[pair[1]].assertion.key)
