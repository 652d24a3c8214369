"""Components: touched items are connected and clustered again; the others stay as they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

import attrs

from provenance.identifiers import canonical_pair
from resolvers.claim_matching.conflicts import apart as keys_apart
from resolvers.claim_matching.grouping import WHOLE
from resolvers.clusters.clustering import cluster, components
from resolvers.clusters.constraints import Constraints
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.scoring import Edge, PairScorer, drop_edges, write_edges
from resolvers.incremental.claims.supports import Pair
from resolvers.linking.weights import BIT, probability_of
from resolvers.storing.times import time_of


@attrs.frozen
class ClusteredItem:
    """Hold an item of a touched component."""

    number: int
    key: str
    article_id: int
    article: str
    published: int | None  # microseconds of the epoch
    start: int

    @property
    def order(self) -> tuple[object, ...]:
        """Order by time, article and place, as `Assertion.order` does."""
        published = time_of(self.published)
        time = published.isoformat() if published else ""
        return (published is None, time, self.article, self.start, self.key)


@attrs.frozen(kw_only=True)
class Clustered:
    """Hold the touched items and their groups.

    Args:
        members: the items, by number.
        groups: their numbers, each group in the order of its keys.
        inner: the scored pairs inside components.
    """

    members: Mapping[int, ClusteredItem]
    groups: Sequence[Sequence[int]]
    inner: Sequence[Edge]

    @property
    def groups_by_key(self) -> list[list[str]]:
        """Return the groups by the keys of assertions."""
        return [[self.members[number].key for number in group] for group in self.groups]


def weight_floor(probability: float) -> float:
    """Return a weight below which no pair has a probability; a step of rounding is allowed for."""
    return math.log2(probability / (1 - probability)) - 1 / BIT


def cluster_touched(
    index: MatchIndex, scorer: PairScorer, touched: Iterable[int], constraints: Constraints[str]
) -> Clustered:
    """Cluster the components that are touched.

    Args:
        index: the index; its edges are up to date.
        scorer: scores.
        touched: the numbers of items whose component may be another, those that are gone among
            them.
        constraints: the pairs of assertions that a person decided, by their keys.
    """
    asked = sorted(touched)
    members = {row[0]: ClusteredItem(*row) for row in index.rows("members", touched=asked)}
    number_of = {m.key: n for n, m in members.items()}
    parts = _connect_components(index, scorer, members, constraints.named(number_of.get))
    _write_component_places(index, asked, members, parts)
    inner = _complete_component_edges(index, scorer, members, parts)
    decided = constraints.named(lambda key: key if key in number_of else None)
    groups = _cluster_items(members, parts, inner, scorer.model.cut, decided)
    return Clustered(members=members, groups=groups, inner=inner)


def _connect_components(
    index: MatchIndex,
    scorer: PairScorer,
    members: Mapping[int, ClusteredItem],
    decided: Constraints[int],
) -> list[list[int]]:
    """Return the components of several items."""
    cut = scorer.model.cut
    rows = index.rows("likely_edges", floor=weight_floor(cut), members=list(members))
    likely = [(a, b) for a, b, weight in rows if probability_of(weight) >= cut]
    found = components(members, [*likely, *sorted(decided.together)])
    return [part for part in found if len(part) > 1]


def _write_component_places(
    index: MatchIndex,
    asked: Sequence[int],
    members: Mapping[int, ClusteredItem],
    parts: Sequence[Sequence[int]],
) -> None:
    """Write in which components items are now, and let statements see it."""
    rows = [(number, part[0]) for part in parts for number in part]
    index.give_rows("joined_item", {"item_id": "int64", "component": "int64"}, rows)
    index.run("drop_places", ids=sorted({*asked, *members}))
    index.insert("claim_matching.place", rows)


def _complete_component_edges(
    index: MatchIndex,
    scorer: PairScorer,
    members: Mapping[int, ClusteredItem],
    parts: Sequence[Sequence[int]],
) -> list[Edge]:
    """Score all pairs inside small components, and drop those that are of no component any more."""
    drop_edges(index, index.rows("stray_edges", members=list(members)))
    small = [part for part in parts if len(part) <= WHOLE]
    kept = _keep_inner_edges(index, small) if parts else []
    missing = _unscored_pairs(small, {edge.pair for edge in kept})
    made = scorer.score(dict.fromkeys(missing, 0))
    write_edges(index, made)
    return [*kept, *made]


def _keep_inner_edges(index: MatchIndex, small: Iterable[Sequence[int]]) -> list[Edge]:
    """Return the edges inside components; in large ones, drop those that no key pairs."""
    inside = set(chain.from_iterable(small))
    known = [Edge.read(row) for row in index.rows("inner_edges")]
    kept = [edge for edge in known if edge.support or edge.pair[0] in inside]
    scored = {edge.pair for edge in kept}
    drop_edges(index, [edge.pair for edge in known if edge.pair not in scored])
    return kept


def _unscored_pairs(parts: Iterable[Sequence[int]], scored: set[Pair]) -> Iterator[Pair]:
    """Yield the pairs inside components of three and more that are not scored yet."""
    for part in parts:
        if len(part) > 2:
            yield from (pair for pair in combinations(sorted(part), 2) if pair not in scored)


def _cluster_items(
    members: Mapping[int, ClusteredItem],
    parts: Sequence[Sequence[int]],
    inner: Sequence[Edge],
    cut: float,
    decided: Constraints[str],
) -> list[list[int]]:
    """Cluster inside components, by the keys of assertions; what is alone is a group of its own."""
    joined = set(chain.from_iterable(parts))
    number_of = {members[number].key: number for number in joined}
    pairs = dict(sorted((_key_pair(members, edge.pair), edge.weighed) for edge in inner))
    found = cluster(
        number_of,
        {pair: weighed.probability for pair, weighed in pairs.items()},
        cut=cut,
        apart=decided.apart.union(keys_apart(pairs)),
        together=decided.together,
    )
    alone = sorted(members.keys() - joined)
    return [*([number_of[key] for key in c.members] for c in found), *([n] for n in alone)]


def _key_pair(members: Mapping[int, ClusteredItem], pair: Pair) -> tuple[str, str]:
    return canonical_pair(members[pair[0]].key, members[pair[1]].key)
