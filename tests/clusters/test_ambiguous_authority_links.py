"""Of several entries that fit about as well, none is taken but the one in office at the time."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers import canonical_pair
from provenance.records.authorities import AuthorityEntry, Office
from resolvers.clusters.ambiguous_authority_links import (
    bridged,
    decide,
    find_rivals,
    in_office,
    keep_apart,
    keep_unproven,
)
from resolvers.clusters.clustering import cluster, components
from resolvers.linking.authority_profiles import profile_of
from resolvers.linking.model import log_odds
from resolvers.linking.profiles import person_profile
from resolvers.linking.tenures import count_months

NOW = (count_months("2003-05") or 0,)


def entry(number: str, start: str, end: str):
    """Make the profile of a president's entry."""
    office = Office(role="president", country="US", start=start, end=end)
    return profile_of(
        "list",
        AuthorityEntry(
            external_id=number, type="PER", names=("Adam Hale",), offices=(office,), rows=(1,)
        ),
    )


def chain(role: str = "president@country:US"):
    """Make the profile of a chain that states a role."""
    return attrs.evolve(person_profile(["adam hale"]), roles=(role,) if role else ())


def test_the_one_in_office_at_the_time_is_meant() -> None:
    """Father and son bore one name and held one office."""
    profiles = {
        "c": chain(),
        "x": entry("1", "1989-01-20", "1993-01-20"),
        "y": entry("2", "2001-01-20", "2009-01-20"),
    }

    assert decide({"c": [["x", "y"]]}, profiles, {"c": NOW}) == {("c", "x")}


def test_without_a_date_or_an_office_neither_is() -> None:
    """What nothing tells apart is given to nobody."""
    profiles = {
        "c": chain(),
        "d": chain(""),
        "x": entry("1", "1989", "1993"),
        "y": entry("2", "2001", "2009"),
    }
    rivals = {member: [["x", "y"]] for member in "cd"}

    assert decide(rivals, profiles, {"d": NOW}) == {(m, e) for m in "cd" for e in "xy"}


def test_a_senator_of_a_state_is_in_the_countrys_office() -> None:
    """Only heads of roles are compared."""
    senator = Office(role="senator", country="US", start="2001", end="2009")
    told = profile_of(
        "list",
        AuthorityEntry(
            external_id="1", type="PER", names=("Adam Hale",), offices=(senator,), rows=(1,)
        ),
    )

    assert in_office(chain("senator@place:ohio"), told, NOW)
    assert not in_office(chain("governor@place:ohio"), told, NOW)


_KEYS = st.integers(0, 9)
_AUTHORITY = {7: "a", 8: "a", 9: "b"}


@given(
    st.dictionaries(
        st.tuples(_KEYS, _KEYS).filter(lambda p: p[0] < p[1]), st.floats(0.01, 0.99), max_size=20
    )
)
def test_no_cluster_holds_two_entries_of_one_authority(pairs: dict[tuple[int, int], float]) -> None:
    """Whatever was scored."""
    apart = keep_apart(components(range(10), pairs), _AUTHORITY)

    for found in cluster(range(10), pairs, cut=0.35, apart=frozenset(apart)):
        told = [_AUTHORITY[m] for m in found.members if m in _AUTHORITY]
        assert len(told) == len(set(told))


@given(
    st.dictionaries(
        st.tuples(_KEYS, _KEYS).filter(lambda p: p[0] < p[1]), st.floats(0.01, 0.99), max_size=20
    )
)
def test_rivals_are_those_near_the_best(pairs: dict[tuple[int, int], float]) -> None:
    """Against the slow obvious way: every entry of the same authority within one bit of the member's best."""
    found = find_rivals(pairs, _AUTHORITY, 0.35)
    for member in range(7):
        for authority in "ab":
            odds = {
                e: log_odds(pairs[canonical_pair(member, e)])
                for e, a in _AUTHORITY.items()
                if a == authority and pairs.get(canonical_pair(member, e), 0) >= 0.35
            }
            near = sorted(e for e, o in odds.items() if o > max(odds.values()) - 1)
            assert (near in found.get(member, [])) == (len(near) > 1)


def test_an_entry_that_surely_fits_two_settles_that_they_are_one() -> None:
    """A list that calls one person by both names outweighs that the names conflict."""
    assert bridged({(0, 7): 0.99, (1, 7): 0.95, (2, 7): 0.5, (0, 1): 0.02}, _AUTHORITY) == {(0, 1)}


def test_a_name_of_two_entries_proves_nothing_by_itself() -> None:
    """An open name is kept from those that an entry of it was found for; a decided one is not."""
    pairs = {("a", "x"): 0.9, ("a", "b"): 0.9, ("c", "y"): 0.9}

    assert keep_unproven({"b": [["x", "y"]]}, pairs, 0.35) == {("a", "b"), ("b", "c")}
    assert keep_unproven({"a": [["x", "y"]]}, pairs, 0.35) == set()
