"""Names of persons: what parts two people of one surname, and what does not."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.lexicon.person_names import middles_agree, parse_person, person_match

WORDS = st.lists(st.sampled_from(["p", "q", "h", "w", "teresa", "elena", "luis"]), max_size=3).map(
    tuple
)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kim Jong-un", "Kim Jong-il"),
        ("Kim Yong-chol", "Kim Yo-jong"),
        ("María Teresa Ruiz", "María Elena Ruiz"),
        ("José María Ruiz", "María Teresa Ruiz"),
        ("John P. Alderton", "John Q. Alderton"),
        ("George W. Hollis", "George H.W. Hollis"),
        ("Mario Santoro", "Maria Santoro"),
        ("Ben Carlow", "André Carlow"),
        ("Hamad bin Rashid Al Noor", "Mansour bin Rashid Al Noor"),
        ("Abdul Salam Nuristan", "Abdul Rahman Nuristan"),
    ],
)
def test_two_full_names_of_one_surname_are_two_people(one: str, two: str) -> None:
    """Whole given names count, initials in their order, and genders."""
    for a, b in permutations((one, two)):
        assert person_match(parse_person(a), parse_person(b)) is None


@pytest.mark.parametrize(
    ("one", "two", "cue"),
    [
        ("Kim Jong-un", "Kim Jong Un", "same name"),
        ("Ana Rodham Clarke", "Ana Clarke", "same name"),
        ("Ana Diane Rodham Clarke", "Ana Rodham Clarke", "same name"),
        ("José Luis Rodríguez Zapico", "José Rodríguez Zapico", "same name"),
        ("John P. Alderton", "John Alderton", "same name"),
        ("John P. Alderton", "John Paul Alderton", "same name"),
        ("J. P. Alderton", "John Paul Alderton", "initial"),
        ("Willard Mitt Romley", "Mitt Romley", "contained name"),
        ("van Gogh", "Vincent van Gogh", "contained name"),
    ],
)
def test_who_leaves_a_name_out_is_the_same(one: str, two: str, cue: str) -> None:
    """Middle names and initials that only one of two has say nothing."""
    for a, b in permutations((one, two)):
        assert person_match(parse_person(a), parse_person(b)) == cue


def test_a_particle_that_is_a_given_name_is_one_before_a_surname() -> None:
    """Ben Carlow and Al Gorran have given names; bin Laden and Le Penn have none."""
    assert parse_person("Ben Carlow").given == ("ben",)
    assert parse_person("Al Gorran").given == ("al",)
    assert parse_person("al-Gorran").given == ()
    assert parse_person("bin Ladun").given == ()


@given(WORDS, WORDS)
def test_middle_names_agree_from_either_side(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    """With themselves, with none, and whichever is asked first."""
    assert middles_agree(a, b) == middles_agree(b, a)
    assert middles_agree(a, a)
    assert middles_agree(a, ())
