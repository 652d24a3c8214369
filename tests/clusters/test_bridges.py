"""Two people whom one profile bridges are told apart by how much there is of each."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers import canonical_pair
from resolvers.clusters.bridges import is_bridge, people
from resolvers.clusters.clustering import cluster

ONE, OTHER = ("ada crane",), ("rolf marsh",)
BOTH = (*ONE, *OTHER)


def made(ones: int, others: int, both: int) -> tuple[dict[str, tuple[str, ...]], dict]:
    """Make profiles of two people and bridges; pairs with a common name are likely one person."""
    names = {f"a{i}": ONE for i in range(ones)} | {f"b{i}": OTHER for i in range(others)}
    names |= {f"x{i}": BOTH for i in range(both)}
    pairs = {
        canonical_pair(p, q): 0.95
        for p, q in combinations(sorted(names), 2)
        if set(names[p]) & set(names[q])
    }
    return names, pairs


def test_a_bridge_bears_names_without_a_common_word() -> None:
    """Spellings and parts of one name are none."""
    assert is_bridge(BOTH)
    assert not is_bridge(("ada crane", "ada m crane", "dr crane"))


def test_two_people_stay_two_beside_one_misread_name() -> None:
    """Without labels, averages over scored pairs would join them."""
    names, pairs = made(5, 4, 1)
    joined = cluster(names, pairs, cut=0.5)
    apart = cluster(names, pairs, cut=0.5, people=people(names, pairs, cut=0.5))

    assert len(joined) == 1
    assert sorted({m[0] for m in c.members} - {"x"} for c in apart) == [{"a"}, {"b"}]


def test_a_person_of_two_names_stays_one() -> None:
    """As many articles say both names as say the rarer one alone."""
    names, pairs = made(3, 1, 1)

    assert len(cluster(names, pairs, cut=0.5, people=people(names, pairs, cut=0.5))) == 1


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3), st.randoms())
def test_labels_do_not_depend_on_the_order(ones: int, others: int, both: int, chance) -> None:
    """The same profiles in any order are labelled alike, and nobody without a bridge."""
    names, pairs = made(ones, others, both)
    turned = chance.sample(sorted(names), len(names))
    again = people({name: names[name] for name in turned}, dict(pairs), cut=0.5)

    assert again == people(names, pairs, cut=0.5)
    assert bool(again) <= bool(both)
