"""Groups meet by the keys of their names; no match of a comparison of all with all is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolvers.coreference.groups import Group
from resolvers.coreference.persons import (
    _full_name_lookup_keys,
    _lone_name_lookup_keys,
    _lone_name_pair_cue,
    _name_index_keys,
)
from resolvers.coreference.shared_keys import SharedKeys
from resolvers.coreference.spellings import Spellings
from resolvers.lexicon.person_names import PersonName, close, parse_person, person_match

WORDS = "Ann Anna Annie Bob Robert R. Keller Kellar Keler Kim Jong Un Lee de la Cruz Jr. A".split()
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join).map(parse_person)


@given(NAMES, NAMES)
def test_names_that_match_share_a_key(one: PersonName, two: PersonName) -> None:
    """A full name is asked for by full names, and a lone one by lone ones."""
    cores = Spellings([one.core, two.core])
    if one.full and two.full and person_match(one, two):
        assert not set(_full_name_lookup_keys(one, cores)).isdisjoint(_name_index_keys(two))
    if not one.full and _lone_name_pair_cue(one, two, titled=True):
        assert not set(_lone_name_lookup_keys(one, cores)).isdisjoint(_name_index_keys(two))


def test_a_joined_group_is_found_as_the_one_that_absorbed_it() -> None:
    """Over several steps, once, and in the order of the first posting."""
    groups = [Group("ORG", "") for _ in range(4)]
    index = SharedKeys()
    for number, group in enumerate(groups):
        index.post(group, [number, "all"])
    index.join(groups[0], groups[1])
    index.join(groups[1], groups[3])

    assert index.carrying(["all"]) == [groups[2], groups[3]]
    assert index.carrying([0, 1]) == [groups[3]]
    assert index.carrying(["none"]) == []
    assert index.groups() == [groups[2], groups[3]]
    assert groups[0] not in index


@given(st.lists(st.text("abr", max_size=7), min_size=1, max_size=60))
def test_spellings_are_those_of_a_comparison_of_all_with_all(words: list[str]) -> None:
    """Each word is near itself, and to whatever `close` says."""
    spellings = Spellings(words)

    for word in words:
        assert spellings.near(word) == {other for other in words if close(word, other)}
