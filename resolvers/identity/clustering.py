"""Clustering: scored pairs to entities, a deterministic function of the scores and the constraints.

Inside each connected component, average-link agglomeration joins the two clusters with the highest mean probability
over their scored pairs, ties by id, as long as it stays at or above the cut. Plain connected components would let one
bad bridge fuse two people.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

import attrs

from provenance.identifiers import canonical_pair


@attrs.frozen
class Cluster:
    """Hold the members of one entity, and the probability of the weakest join that made it.

    Args:
        component: the smallest member of the connected component that the cluster was cut from.
    """

    members: tuple[str, ...]
    weakest: float | None = None
    component: str = ""


def cluster(
    members: Iterable[str],
    pairs: Mapping[tuple[str, str], float],
    *,
    cut: float,
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> list[Cluster]:
    """Partition members.

    Args:
        members: the keys of everything to be clustered.
        pairs: canonical pair to calibrated probability; pairs that no blocking rule found have no say.
        cut: clusters are joined while their mean probability is at or above it.
        apart: canonical pairs that never share a cluster.

    Returns:
        Clusters in order of their smallest member, members sorted. The order of the input does not matter.
    """
    near: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), p in sorted(pairs.items()):
        near[a][b] = near[b][a] = p
    far: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in apart:
        far[a].add(b)
        far[b].add(a)
    components = _components(sorted(set(members)), [pair for pair, p in sorted(pairs.items()) if p >= cut])
    found: list[Cluster] = []
    for component in components:
        if len(component) == 1:
            found.append(Cluster(tuple(component), component=component[0]))
        else:
            found.extend(_agglomerate(component, near, cut, far))
    return sorted(found, key=lambda c: c.members)


def _components(members: list[str], edges: list[tuple[str, str]]) -> list[list[str]]:
    parent = {m: m for m in members}

    def root(m: str) -> str:
        while parent[m] != m:
            parent[m] = parent[parent[m]]
            m = parent[m]
        return m

    for a, b in edges:
        ra, rb = root(a), root(b)
        if ra != rb:
            parent[max(ra, rb)] = min(ra, rb)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for m in members:
        groups[root(m)].append(m)
    return list(groups.values())


def _agglomerate(
    component: list[str], near: Mapping[str, Mapping[str, float]], cut: float, far: Mapping[str, set[str]]
) -> list[Cluster]:
    """Join the closest two clusters again and again; sums and counts of a union are those of its parts."""
    state = _State(component, near, far)
    while state.heap:
        negative, a, b, stamp = heapq.heappop(state.heap)
        if state.stamp.get((a, b)) != stamp or -negative < cut:
            continue
        state.join(a, b, -negative)
    return [Cluster(tuple(sorted(m)), state.weakest.get(name), min(component)) for name, m in state.members.items()]


class _State:
    """Keep the clusters of one component with the sums of probabilities between them."""

    def __init__(self, component: list[str], near: Mapping[str, Mapping[str, float]], far: Mapping[str, set[str]]) -> None:
        self.members = {m: [m] for m in component}
        self.weakest: dict[str, float] = {}
        self.sums: defaultdict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self.blocked: defaultdict[str, set[str]] = defaultdict(set)
        self.heap: list[tuple[float, str, str, int]] = []
        self.stamp: dict[tuple[str, str], int] = {}
        inside = set(component)
        for a in component:
            self.sums[a] = {b: (p, 1) for b, p in near.get(a, {}).items() if b in inside}
            self.blocked[a] = far.get(a, set()) & inside
        for a in component:
            for b in self.sums[a]:
                if a < b:
                    self.push(a, b)

    def push(self, a: str, b: str) -> None:
        """Queue a pair of clusters unless it must stay apart."""
        a, b = canonical_pair(a, b)
        self.stamp[a, b] = self.stamp.get((a, b), 0) + 1
        if b in self.blocked[a]:
            return
        total, count = self.sums[a][b]
        heapq.heappush(self.heap, (-total / count, a, b, self.stamp[a, b]))

    def join(self, a: str, b: str, mean: float) -> None:
        """Merge b into a, the smaller name."""
        lows = [mean, *(self.weakest[c] for c in (a, b) if c in self.weakest)]
        self.weakest[a] = min(lows)
        self.members[a] += self.members.pop(b)
        for other, (total, count) in self.sums.pop(b).items():
            del self.sums[other][b]
            self.stamp.pop(canonical_pair(b, other), None)
            if other == a:
                continue
            before = self.sums[a].get(other, (0.0, 0))
            merged = (before[0] + total, before[1] + count)
            self.sums[a][other] = self.sums[other][a] = merged
        for other in self.blocked.pop(b, set()):
            self.blocked[other].discard(b)
            self.blocked[other].add(a)
            self.blocked[a].add(other)
        self.stamp.pop((a, b), None)
        for other in sorted(self.sums[a]):
            self.push(a, other)
