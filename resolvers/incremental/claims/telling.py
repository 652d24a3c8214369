"""Telling: which scored pairs are evidence of groups, and which conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

import attrs

from provenance.records.matching import Conflict
from resolvers.claim_matching.conflicts import conflicts, may_conflict
from resolvers.claim_matching.contradiction import relation
from resolvers.claim_matching.grouping import TOLD
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.components import Clustered, weight_floor
from resolvers.incremental.claims.delta import AssertionDelta
from resolvers.incremental.claims.scoring import Compared, Edge, PairScorer, key_pair
from resolvers.incremental.claims.supports import Pair

Groups = Mapping[int, object]
_AT_ONCE = 2_000  # pairs whose items are loaded together, before one step after the other asks


@attrs.frozen(kw_only=True)
class Told:
    """Hold what the touched items are evidence of, by their numbers.

    Args:
        comparisons: those that are new or may have changed, made one by one as they are asked for,
            once: 11,000 with their parts took 60 MB.
        withdrawn: the pairs, as the ledger has them, whose comparison is made no longer.
        conflicts: all conflicts of the touched items, with the numbers of the earlier and the later
            assertion.
    """

    comparisons: Iterator[Compared]
    withdrawn: Sequence[Pair]
    conflicts: Mapping[Conflict, Pair]

    def without_agreeing(self, pairs: Collection[frozenset[int]]) -> Told:
        """Leave out the conflicts of pairs that agree, as a person says."""
        left = {c: pair for c, pair in self.conflicts.items() if frozenset(pair) not in pairs}
        return attrs.evolve(self, conflicts=left)


@attrs.frozen
class _Known:
    """Hold the comparisons that the ledger has of touched items.

    Args:
        rows: pairs, the smaller number first, to the pairs as the ledger has them.
        unchanged: those of them of which no item changed.
    """

    rows: Mapping[Pair, Pair]
    unchanged: AbstractSet[Pair]

    @classmethod
    def read(cls, index: MatchIndex, clustered: Clustered, delta: AssertionDelta) -> _Known:
        """Read those of the touched items, and of what is gone."""
        asked = sorted({*clustered.members, *delta.gone})
        rows = {_ordered_pair(row): row for row in index.rows("known_comparisons", ids=asked)}
        return cls(rows, {pair for pair in rows if delta.changed.isdisjoint(pair)})

    def besides(self, told: AbstractSet[Pair]) -> list[Pair]:
        """List the pairs, as the ledger has them, that are not told."""
        return sorted(row for pair, row in self.rows.items() if pair not in told)


def tell(
    index: MatchIndex,
    scorer: PairScorer,
    clustered: Clustered,
    group_of: Mapping[int, str],
    delta: AssertionDelta,
) -> Told:
    """Return what the touched items are evidence of.

    Args:
        index: the index; its edges and places are up to date.
        scorer: scores.
        clustered: the touched items and their groups.
        group_of: each of them to the id of its group.
        delta: what came, went or changed.
    """
    edges = _touched_edges(index, scorer, clustered)
    groups = _groups_along_edges(index, edges, group_of)
    known = _Known.read(index, clustered, delta)
    told = _told_pairs(edges.values(), groups)
    asked = _conflict_candidates(edges.values(), scorer.model.asks)
    _load_items(scorer, clustered, [*(told - known.unchanged), *(edge.pair for edge in asked)])
    opposed = _find_conflicts(scorer, asked, groups)
    told.update(map(_ordered_pair, opposed.values()))
    return Told(
        comparisons=scorer.compare(told - known.unchanged),
        withdrawn=known.besides(told),
        conflicts=opposed,
    )


def _touched_edges(index: MatchIndex, scorer: PairScorer, clustered: Clustered) -> dict[Pair, Edge]:
    """Return the scored pairs of touched items that may be told."""
    rows = index.rows(
        "telling_edges",
        members=sorted(clustered.members),
        told=weight_floor(TOLD),
        asks=weight_floor(scorer.model.asks),
    )
    return {e.pair: e for e in [*clustered.inner, *(Edge.read(row) for row in rows)]}


def _groups_along_edges(
    index: MatchIndex, edges: Mapping[Pair, Edge], group_of: Mapping[int, str]
) -> dict[int, object]:
    """Return the groups of all items that edges lead to; by number where they are not touched."""
    others = {number for pair in edges for number in pair} - group_of.keys()
    rows = index.rows("last_groups", ids=sorted(others)) if others else []
    return {**group_of, **{number: group for number, group, _ in rows}}


def _ordered_pair(pair: Pair) -> Pair:
    """Return a pair with the smaller number first."""
    return (min(pair), max(pair))


def _told_pairs(edges: Iterable[Edge], groups: Groups) -> set[Pair]:
    """Return the pairs that are of one group, or nearly one."""
    return {edge.pair for edge in edges if _is_told_edge(edge, groups)}


def _is_told_edge(edge: Edge, groups: Groups) -> bool:
    a, b = edge.pair
    return groups[a] == groups[b] or edge.weighed.probability >= TOLD


def _conflict_candidates(edges: Iterable[Edge], asks: float) -> list[Edge]:
    """List the pairs that may conflict."""
    return [edge for edge in edges if may_conflict(edge.weighed, asks)]


def _load_items(scorer: PairScorer, clustered: Clustered, pairs: Sequence[Pair]) -> None:
    """Load the items of pairs and of groups at once, where they are few."""
    several = [group for group in clustered.groups if len(group) > 1]
    if len(pairs) + len(several) <= _AT_ONCE:
        scorer.items.of(chain.from_iterable((*pairs, *several)))


def _find_conflicts(
    scorer: PairScorer, asked: Sequence[Edge], groups: Groups
) -> dict[Conflict, Pair]:
    """Find the conflicts among edges."""
    items = scorer.items.prepared(chain.from_iterable(edge.pair for edge in asked))
    number_of = {item.assertion.key: number for number, item in items.items()}
    found = conflicts(
        {key: items[number] for key, number in number_of.items()},
        {key_pair(items, edge.pair): edge.weighed for edge in asked},
        {key: groups[number] for key, number in number_of.items()},
        scorer.model,
    )
    return {c: (number_of[c.a], number_of[c.b]) for c in found}


def relations(scorer: PairScorer, clustered: Clustered) -> dict[int, str]:
    """Say of every touched item how its words relate to those of the first of its group."""
    members = clustered.members
    found = dict.fromkeys(members, "founding")
    several = [group for group in clustered.groups if len(group) > 1]
    for group in several:
        items = scorer.items.prepared(group)
        first = min(group, key=lambda number: members[number].order)
        found |= {n: relation(items[first], items[n]) for n in group if n != first}
    return found
