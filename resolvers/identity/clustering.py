"""Clustering: scored pairs to entities, a deterministic function of the scores and the constraints.

Inside each connected component, average-link agglomeration joins the two clusters with the highest
mean probability over their scored pairs, ties by id, as long as it stays at or above the cut. Plain
connected components would let one bad bridge fuse two people.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
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


# dense: every constraint is laid out by member
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
    near: defaultdict[Key, dict[Key, float]] = defaultdict(dict)
    for (a, b), p in sorted(pairs.items()):
        near[a][b] = near[b][a] = p
    tied = {
        m: group
        for group in components({m for pair in together for m in pair}, together)
        for m in group
    }
    far: defaultdict[Key, set[Key]] = defaultdict(set)
    for a, b in apart:
        if a not in tied or b not in tied[a]:
            far[a].add(b)
            far[b].add(a)
    found: list[Cluster[Key]] = []
    for component in components(
        members, chain((pair for pair, p in pairs.items() if p >= cut), together)
    ):
        if len(component) == 1:
            found.append(Cluster(tuple(component), (None,), component[0]))
        else:
            state = _State(component, near, far, people or {}, cut)
            found.extend(_agglomerate(component, state, tied))
    return sorted(found, key=lambda c: c.members)


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


def _agglomerate(
    component: list[Key], state: _State[Key], tied: Mapping[Key, list[Key]]
) -> list[Cluster[Key]]:
    """Join the closest two clusters again and again.

    Sums and counts of a union are those of its parts.
    """
    for member in component:
        first = tied[member][0] if member in tied else member
        if first != member:
            state.join(first, member, 1.0)
    while state.heap:
        negative, a, b = heapq.heappop(state.heap)
        if state.mean(a, b) == -negative and not state.are_apart(a, b):
            state.join(a, b, -negative)
    found = [tuple(sorted(members)) for members in state.members.values()]
    return [
        Cluster(members, tuple(state.weakest.get(m) for m in members), component[0])
        for members in found
    ]


class _State(Generic[Key]):
    """Keep the clusters of one component with the sums of probabilities between them."""

    # dense: all tables of one component
    def __init__(
        self,
        component: list[Key],
        near: Mapping[Key, Mapping[Key, float]],
        far: Mapping[Key, set[Key]],
        people: Mapping[Key, Key],
        cut: float,
    ) -> None:
        self.cut = cut
        self.label: dict[Key, Key] = {m: people[m] for m in component if m in people}
        self.members: dict[Key, list[Key]] = {m: [m] for m in component}
        self.weakest: dict[Key, float] = {}
        self.sums: defaultdict[Key, dict[Key, tuple[float, int]]] = defaultdict(dict)
        self.blocked: defaultdict[Key, set[Key]] = defaultdict(set)
        self.heap: list[tuple[float, Key, Key]] = []
        inside = set(component)
        for a in component:
            self.sums[a] = {b: (p, 1) for b, p in near.get(a, {}).items() if b in inside}
            self.blocked[a] = far.get(a, set()) & inside
        for a, row in self.sums.items():
            self.heap += [(-p, a, b) for b, (p, _) in row.items() if a < b and p >= cut]
        heapq.heapify(self.heap)

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

    # dense: all tables of one component, once more
    def join(self, a: Key, b: Key, mean: float) -> None:
        """Merge b into a, the smaller name.

        This join brought the members of the smaller part, of equal parts both.
        """
        smaller = min(len(self.members[a]), len(self.members[b]))
        for part in (self.members[a], self.members[b]):
            for member in part if len(part) == smaller else ():
                self.weakest[member] = min(mean, self.weakest.get(member, 1.0))
        self.members[a] += self.members.pop(b)
        if b in self.label:
            self.label.setdefault(a, self.label.pop(b))
        row = self.sums[a]
        for other, (total, count) in self.sums.pop(b).items():
            del self.sums[other][b]
            if other == a:
                continue
            before = row.get(other, (0.0, 0))
            merged = (before[0] + total, before[1] + count)
            row[other] = self.sums[other][a] = merged
            self.push(a, other, merged[0] / merged[1])
        for other in self.blocked.pop(b, set()):
            self.blocked[other].discard(b)
            self.blocked[other].add(a)
            self.blocked[a].add(other)
