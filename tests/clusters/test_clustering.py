"""Clustering is a deterministic function of scores and constraints."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers import canonical_pair
from resolvers.clusters.clustering import cluster

_NAMES = st.sampled_from("abcdefgh")
_PAIRS = st.dictionaries(
    st.tuples(_NAMES, _NAMES).filter(lambda p: p[0] < p[1]),
    st.integers(0, 16).map(lambda n: n / 16),
    max_size=20,
)


def _obvious(members: str, pairs: dict[tuple[str, str], float], cut: float) -> set[frozenset[str]]:
    """Join the best two clusters again and again, every mean taken anew."""
    clusters = [(m,) for m in sorted(members)]
    while True:
        scored = []
        for a, b in combinations(sorted(clusters), 2):
            between = [
                p for x in a for y in b if (p := pairs.get(canonical_pair(x, y))) is not None
            ]
            if between and sum(between) / len(between) >= cut:
                scored.append((-sum(between) / len(between), a, b))
        if not scored:
            return {frozenset(c) for c in clusters}
        _, a, b = min(scored)
        clusters = [c for c in clusters if c not in (a, b)] + [tuple(sorted(a + b))]


@given(_PAIRS)
def test_it_agrees_with_the_slow_obvious_way(pairs: dict[tuple[str, str], float]) -> None:
    """The heap of sums gives the clusters that recomputing every mean gives."""
    fast = {frozenset(c.members) for c in cluster("abcdefgh", pairs, cut=0.5)}

    assert _obvious("abcdefgh", pairs, 0.5) == fast


@given(_PAIRS, st.permutations("abcdefgh"), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(pairs, members, random) -> None:  # type: ignore[no-untyped-def]
    """Members and pairs may come in any order."""
    shuffled = list(pairs.items())
    random.shuffle(shuffled)

    assert cluster("abcdefgh", pairs, cut=0.4) == cluster(members, dict(shuffled), cut=0.4)


@given(_PAIRS, st.frozensets(st.tuples(_NAMES, _NAMES).filter(lambda p: p[0] < p[1]), max_size=6))
def test_what_must_stay_apart_stays_apart(pairs, apart) -> None:  # type: ignore[no-untyped-def]
    """No cluster holds both members of a constrained pair."""
    found = cluster("abcdefgh", pairs, cut=0.2, apart=apart)

    assert not any(a in c.members and b in c.members for c in found for a, b in apart)


_TIES = st.frozensets(st.tuples(_NAMES, _NAMES).filter(lambda p: p[0] < p[1]), max_size=4)


@given(_PAIRS, _TIES, _TIES)
def test_what_must_be_together_is_together(pairs, apart, together) -> None:  # type: ignore[no-untyped-def]
    """Whatever the scores and the other constraints say.

    What is apart stays so unless ties forbid it.
    """
    found = cluster("abcdefgh", pairs, cut=0.4, apart=apart, together=together)
    of = {m: c.members for c in found for m in c.members}
    tied = {
        m: c.members for c in cluster("abcdefgh", {}, cut=0.4, together=together) for m in c.members
    }

    assert all(of[a] == of[b] for a, b in together)
    assert all(of[a] != of[b] or tied[a] == tied[b] for a, b in apart)


@given(_PAIRS)
def test_every_member_is_in_exactly_one_cluster(pairs: dict[tuple[str, str], float]) -> None:
    """Clusters are a partition."""
    found = cluster("abcdefgh", pairs, cut=0.3)

    assert sorted("abcdefgh") == sorted(m for c in found for m in c.members)


def test_one_bad_bridge_does_not_fuse_two_people() -> None:
    """A single pair above the cut is outweighed by the pairs below it."""
    pairs = {
        ("a", "b"): 0.9,
        ("c", "d"): 0.9,
        ("b", "c"): 0.6,
        ("a", "c"): 0.01,
        ("a", "d"): 0.01,
        ("b", "d"): 0.01,
    }

    assert [c.members for c in cluster("abcd", pairs, cut=0.35)] == [("a", "b"), ("c", "d")]


def test_one_doubtful_member_makes_no_other_doubtful() -> None:
    """The join that brought it is its own.

    Who was there already keeps the joins that made the core.
    """
    pairs = {("a", "b"): 0.9, ("a", "c"): 0.8, ("b", "c"): 0.9, ("c", "d"): 0.4}
    (found,) = cluster("abcd", pairs, cut=0.35)

    assert dict(zip(found.members, found.weakest, strict=True)) == {
        "a": 0.9,
        "b": 0.9,
        "c": pytest.approx(0.85),
        "d": pytest.approx(0.4),
    }
