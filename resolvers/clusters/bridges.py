"""Bridges: profiles that bear the names of two people.

"Donald Trump Ties Hillary Clinton", read as one name, makes one profile of two people, and an
average over scored pairs joins all of the one with all of the other through it: no rule of blocking
pairs "Donald Trump" with "Hillary Clinton", so that nothing speaks against it. People who are known
by two names have such profiles as well. The two are told apart by how much there is of each: names
that many profiles bear alone, and few together, are names of two people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations

from provenance.identifiers import Key
from resolvers.clusters.clustering import components

Names = tuple[str, ...]  # the full names of a person, folded


def is_bridge(names: Names) -> bool:
    """Whether two of the names have no word in common."""
    words = [frozenset(name.split()) for name in names]
    return any(a.isdisjoint(b) for a, b in combinations(words, 2))


def people(
    names: Mapping[Key, Names], pairs: Mapping[tuple[Key, Key], float], *, cut: float
) -> dict[Key, Key]:
    """Label the members that are certain to be different people.

    Those that may be anybody have none.

    Args:
        names: the members that are persons with a full name.
        pairs: canonical pair to probability, of these and of others.
        cut: from which probability on a pair is likely to be one person.

    Returns:
        Member to label; there is none where nothing bridges.
    """
    bridges = {member for member, held in names.items() if is_bridge(held)}
    if not bridges:
        return {}
    likely = sorted(pair for pair, p in pairs.items() if p >= cut)
    group = _smallest_in_component(names.keys() - bridges, likely)
    sizes = Counter(group.values())
    joined = _well_bridged_pairs(_count_bridges(bridges, group, likely), sizes)
    person = _smallest_in_component(sizes.keys(), joined)
    return {member: person[own] for member, own in group.items()}


def _smallest_in_component(
    members: AbstractSet[Key], edges: Iterable[tuple[Key, Key]]
) -> dict[Key, Key]:
    """Map members to the smallest one that edges between members connect them to."""
    inside = [(a, b) for a, b in edges if a in members and b in members]
    return {member: part[0] for part in components(members, inside) for member in part}


def _count_bridges(
    bridges: Iterable[Key], label: Mapping[Key, Key], likely: Iterable[tuple[Key, Key]]
) -> Counter[tuple[Key, Key]]:
    """Count the bridges between every two groups."""
    ends: defaultdict[Key, set[Key]] = defaultdict(set)
    for a, b in likely:
        for one, other in ((a, b), (b, a)):
            if other in label:
                ends[one].add(label[other])
    found: Counter[tuple[Key, Key]] = Counter()
    for bridge in sorted(bridges):
        found.update(combinations(sorted(ends.get(bridge, ())), 2))
    return found


def _well_bridged_pairs(
    bridged: Mapping[tuple[Key, Key], int], sizes: Mapping[Key, int]
) -> list[tuple[Key, Key]]:
    """List the pairs of groups with as many bridges as the smaller one has members."""
    return sorted(pair for pair, n in bridged.items() if n >= min(sizes[g] for g in pair))
