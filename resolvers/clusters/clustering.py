"""Clustering: scored pairs to entities, a deterministic function of the scores and the constraints.

Inside each connected component, average-link agglomeration joins the two clusters with the highest
mean probability over their scored pairs, ties by id, as long as it stays at or above the cut. Plain
connected components would let one bad bridge fuse two people.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Generic

import attrs

from provenance.identifiers import Key


@attrs.frozen
class Cluster(Generic[Key]):
    """Hold the members of one entity, and how weakly each is tied to it.

    Args:
        weakest: for every member the probability of the weakest join by which it came to the larger
            part; None for those that were the larger part each time. One doubtful member makes no
            other doubtful.
        component: the smallest member of the connected component that the cluster was cut from.
    """

    members: tuple[Key, ...]
    weakest: tuple[float | None, ...]
    component: Key


def cluster(
    members: Iterable[Key],
    pairs: Mapping[tuple[Key, Key], float],
    *,
    cut: float,
    apart: frozenset[tuple[Key, Key]] = frozenset(),
    together: frozenset[tuple[Key, Key]] = frozenset(),
    people: Mapping[Key, Key] | None = None,
) -> list[Cluster[Key]]:
    """Partition members.

    Args:
        members: the keys of everything to be clustered.
        pairs: canonical pair to calibrated probability; pairs that no blocking rule found have no
            say.
        cut: clusters are joined while their mean probability is at or above it.
        apart: canonical pairs that never share a cluster.
        together: canonical pairs that always do, scored or not; they outrank `apart`.
        people: members to labels; two with different ones never share a cluster.

    Returns:
        Clusters in order of their smallest member, members sorted. The order of the input does not
        matter.
    """
    tied = _tied_members(together)
    ties = _Ties(_scored_neighbours(pairs), _parted_members(apart, tied), tied, people or {}, cut)
    likely = (pair for pair, p in pairs.items() if p >= cut)

    found: list[Cluster[Key]] = []
    for component in components(members, chain(likely, together)):
        if len(component) == 1:
            found.append(Cluster(tuple(component), (None,), component[0]))
        else:
            found.extend(_agglomerate(component, ties))
    return sorted(found, key=lambda c: c.members)


@attrs.frozen
class _Ties(Generic[Key]):
    """Hold what is known of members and their pairs.

    Args:
        near: member to the scored pairs that it is in: the other member, and the probability.
        far: member to those that must stay apart from it.
        tied: member to all, itself among them, that always share its cluster.
        people: member to its label; two with different ones stay apart.
        cut: clusters are joined while their mean probability is at or above it.
    """

    near: Mapping[Key, Mapping[Key, float]]
    far: Mapping[Key, set[Key]]
    tied: Mapping[Key, list[Key]]
    people: Mapping[Key, Key]
    cut: float

    def scored(self, member: Key, inside: set[Key]) -> dict[Key, tuple[float, int]]:
        """Map the neighbours of a member inside a component to sums of one probability each."""
        return {b: (p, 1) for b, p in self.near.get(member, {}).items() if b in inside}

    def parted(self, member: Key, inside: set[Key]) -> set[Key]:
        """Return the members of a component that must stay apart from one of them."""
        return self.far.get(member, set()) & inside

    def first_tied(self, member: Key) -> Key:
        """Return the first of those that always share a member's cluster, or the member."""
        return self.tied[member][0] if member in self.tied else member


def _tied_members(together: frozenset[tuple[Key, Key]]) -> dict[Key, list[Key]]:
    """Map members to all that always share their clusters."""
    groups = components({m for pair in together for m in pair}, together)
    return {member: group for group in groups for member in group}


def _scored_neighbours(pairs: Mapping[tuple[Key, Key], float]) -> dict[Key, dict[Key, float]]:
    """Map members to those that they were scored with, and the probability."""
    near: defaultdict[Key, dict[Key, float]] = defaultdict(dict)
    for (a, b), p in sorted(pairs.items()):
        near[a][b] = near[b][a] = p
    return dict(near)


def _parted_members(
    apart: Iterable[tuple[Key, Key]], tied: Mapping[Key, list[Key]]
) -> dict[Key, set[Key]]:
    """Map members to those that must stay apart from them, unless they are tied."""
    far: defaultdict[Key, set[Key]] = defaultdict(set)
    for a, b in apart:
        if a not in tied or b not in tied[a]:
            far[a].add(b)
            far[b].add(a)
    return dict(far)


def components(members: Iterable[Key], edges: Iterable[tuple[Key, Key]]) -> list[list[Key]]:
    """Gather members that edges connect, each group sorted."""
    parent = {m: m for m in sorted(set(members))}

    def root(m: Key) -> Key:
        while parent[m] != m:
            parent[m] = parent[parent[m]]
            m = parent[m]
        return m

    for a, b in edges:
        ra, rb = root(a), root(b)
        if ra != rb:
            parent[max(ra, rb)] = min(ra, rb)
    groups: defaultdict[Key, list[Key]] = defaultdict(list)
    for m in parent:
        groups[root(m)].append(m)
    return list(groups.values())


def _agglomerate(component: list[Key], ties: _Ties[Key]) -> list[Cluster[Key]]:
    """Join the closest two clusters again and again.

    Sums and counts of a union are those of its parts.
    """
    state = _State(component, ties)
    for member in component:
        first = ties.first_tied(member)
        if first != member:
            state.join(first, member, 1.0)
    while state.heap:
        negative, a, b = heapq.heappop(state.heap)
        if state.mean(a, b) == -negative and not state.are_apart(a, b):
            state.join(a, b, -negative)
    return state.clusters(component[0])


class _State(Generic[Key]):
    """Keep the clusters of one component, each named by its smallest member so far."""

    cut: float
    label: dict[Key, Key]  # cluster to the label of one of its members
    members: dict[Key, list[Key]]
    weakest: dict[Key, float]  # member to the weakest join that brought it to a larger part
    sums: dict[Key, dict[Key, tuple[float, int]]]  # of probabilities, and of how many pairs
    blocked: dict[Key, set[Key]]
    heap: list[tuple[float, Key, Key]]  # means with their signs turned, the highest on top

    def __init__(self, component: list[Key], ties: _Ties[Key]) -> None:
        inside = set(component)
        self.cut = ties.cut
        self.label = {m: ties.people[m] for m in component if m in ties.people}
        self.members = {m: [m] for m in component}
        self.weakest = {}
        self.sums = {m: ties.scored(m, inside) for m in component}
        self.blocked = {m: ties.parted(m, inside) for m in component}
        self.heap = list(self._likely_pairs())
        heapq.heapify(self.heap)

    def _likely_pairs(self) -> Iterator[tuple[float, Key, Key]]:
        """Yield the pairs of members that may be joined, as the heap holds them."""
        for a, row in self.sums.items():
            for b, (p, _) in row.items():
                if a < b and p >= self.cut:
                    yield -p, a, b

    def clusters(self, component: Key) -> list[Cluster[Key]]:
        """Return the clusters as they are now, of the component so called."""
        found = [tuple(sorted(members)) for members in self.members.values()]
        return [
            Cluster(members, tuple(self.weakest.get(m) for m in members), component)
            for members in found
        ]

    def mean(self, a: Key, b: Key) -> float | None:
        """Return the mean between two clusters as it is now; None where nothing ties them."""
        tie = self.sums[a].get(b) if a in self.sums else None
        return tie[0] / tie[1] if tie else None

    def push(self, a: Key, b: Key, mean: float) -> None:
        """Queue a pair of clusters whose mean is new, unless it is below the cut."""
        if mean >= self.cut:
            heapq.heappush(self.heap, (-mean, a, b) if a < b else (-mean, b, a))

    def are_apart(self, a: Key, b: Key) -> bool:
        """Whether two clusters must stay apart, or are certain to be different people."""
        if b in self.blocked[a]:
            return True
        return a in self.label and b in self.label and self.label[a] != self.label[b]

    def join(self, a: Key, b: Key, mean: float) -> None:
        """Merge b into a, the smaller name."""
        self._note_weakest_join(a, b, mean)
        self.members[a] += self.members.pop(b)
        if b in self.label:
            self.label.setdefault(a, self.label.pop(b))
        self._merge_pair_sums(a, b)
        for other in self.blocked.pop(b):
            self.blocked[other].discard(b)
            self.blocked[other].add(a)
            self.blocked[a].add(other)

    def _note_weakest_join(self, a: Key, b: Key, mean: float) -> None:
        """Note that a join brought the members of the smaller part, of equal parts both."""
        smaller = min(len(self.members[a]), len(self.members[b]))
        for part in (self.members[a], self.members[b]):
            for member in part if len(part) == smaller else ():
                self.weakest[member] = min(mean, self.weakest.get(member, 1.0))

    def _merge_pair_sums(self, a: Key, b: Key) -> None:
        """Add what ties b to others to what ties a to them, and queue the new means."""
        row = self.sums[a]
        for other, (total, count) in self.sums.pop(b).items():
            del self.sums[other][b]
            if other == a:
                continue
            before = row.get(other, (0.0, 0))
            merged = (before[0] + total, before[1] + count)
            row[other] = self.sums[other][a] = merged
            self.push(a, other, merged[0] / merged[1])
