"""Components: the items that are touched are connected and clustered again; the others stay as they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

import attrs

from provenance.identifiers import canonical_pair
from resolvers.identity.clustering import cluster, components
from resolvers.identity.constraints import Constraints
from resolvers.identity.weights import BIT
from resolvers.matching.grouping import WHOLE
from resolvers.matching.index.base import Index
from resolvers.matching.index.scoring import Edge, Scorer, drop_edges
from resolvers.matching.likeness import to_probability

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Member:
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
        time = ""
        if self.published is not None:
            time = (_EPOCH + timedelta(microseconds=self.published)).isoformat()
        return (self.published is None, time, self.article, self.start, self.key)


@attrs.frozen(kw_only=True)
class Clustered:
    """Hold the touched items and their groups.

    Args:
        members: the items, by number.
        groups: their numbers, each group in the order of its keys.
        inner: the scored pairs inside components.
    """

    members: Mapping[int, Member]
    groups: Sequence[Sequence[int]]
    inner: Sequence[Edge]


def weight_floor(probability: float) -> float:
    """Return a weight below which no pair has a probability; one step of rounding is allowed for."""
    return math.log2(probability / (1 - probability)) - 1 / BIT


def cluster_touched(index: Index, scorer: Scorer, touched: Iterable[int], constraints: Constraints[str]) -> Clustered:
    """Cluster the components that are touched.

    Args:
        index: the index; its edges are up to date.
        scorer: scores.
        touched: the numbers of items whose component may be another, those that are gone among them.
        constraints: the pairs of assertions that a person decided, by their keys.
    """
    asked = sorted(touched)
    members = {row[0]: Member(*row) for row in index.rows("members", touched=asked)}
    number_of = {m.key: n for n, m in members.items()}
    decided = constraints.named(number_of.get)
    parts = _connect(index, scorer, members, decided)
    _write_places(index, asked, members, parts)
    inner = _complete(index, scorer, members, parts)
    groups = _groups(members, parts, inner, scorer.model.cut, constraints.named(number_of.get))
    return Clustered(members=members, groups=groups, inner=inner)


def _connect(index: Index, scorer: Scorer, members: Mapping[int, Member], decided: Constraints[int]) -> list[list[int]]:
    """Return the components of several items."""
    cut = scorer.model.cut
    rows = index.rows("likely_edges", floor=weight_floor(cut), members=list(members))
    likely = [(a, b) for a, b, weight in rows if to_probability(weight) >= cut]
    found = components(members, [*likely, *sorted(decided.together)])
    return [part for part in found if len(part) > 1]


def _write_places(
    index: Index,
    asked: Sequence[int],
    members: Mapping[int, Member],
    parts: Sequence[Sequence[int]],
) -> None:
    """Write in which components items are now, and let statements see it."""
    rows = [(number, part[0]) for part in parts for number in part]
    index.give_rows("joined_item", {"item_id": "int64", "component": "int64"}, rows)
    index.run("drop_places", ids=sorted({*asked, *members}))
    index.insert("claim_matching.place", rows)


def _complete(
    index: Index,
    scorer: Scorer,
    members: Mapping[int, Member],
    parts: Sequence[Sequence[int]],
) -> list[Edge]:
    """Score all pairs inside small components, and drop those that are of no component any more."""
    drop_edges(index, index.rows("stray_edges", members=list(members)))
    known = [Edge.read(row) for row in index.rows("inner_edges")] if parts else []
    small = {number for part in parts if len(part) <= WHOLE for number in part}
    kept = [edge for edge in known if edge.support or edge.pair[0] in small]
    drop_edges(index, [edge.pair for edge in known if not edge.support and edge.pair[0] not in small])
    scored = {edge.pair for edge in kept}
    missing = {
        pair: 0 for part in parts if 2 < len(part) <= WHOLE for pair in combinations(sorted(part), 2) if pair not in scored
    }
    made = scorer.score(missing)
    index.insert("claim_matching.edge", [edge.row for edge in made])
    return [*kept, *made]


def _groups(
    members: Mapping[int, Member],
    parts: Sequence[Sequence[int]],
    inner: Sequence[Edge],
    cut: float,
    decided: Constraints[int],
) -> list[list[int]]:
    """Cluster inside components, by the keys of assertions; what is alone is a group of its own."""
    key = {number: m.key for number, m in members.items()}
    joined = {number for part in parts for number in part}
    named = decided.named(key.get)
    pairs = {canonical_pair(key[e.pair[0]], key[e.pair[1]]): e.weighed for e in inner}
    apart = {pair for pair, weighed in pairs.items() if weighed.opposed is not None}
    found = cluster(
        [key[number] for number in joined],
        {pair: weighed.probability for pair, weighed in sorted(pairs.items())},
        cut=cut,
        apart=named.apart.union(apart),
        together=named.together,
    )
    number_of = {m.key: n for n, m in members.items()}
    groups = [[number_of[k] for k in c.members] for c in found]
    return [*groups, *([number] for number in sorted(members.keys() - joined))]
