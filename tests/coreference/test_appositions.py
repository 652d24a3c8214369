"""Offices beside names, aliases and nicknames: who holds what, stated in one breath."""

from __future__ import annotations

import pytest

from resolvers.coreference.build import build_chains
from resolvers.mention_detection.detect import detect


def chains(text: str) -> dict[str, list[tuple[str, str]]]:
    """Map the best name of each chain to its mentions with their cues."""
    found = build_chains("v", text, detect(text, "v"))
    return {c.name: [(link.mention.surface, link.cue) for link in c.links] for c in found}


@pytest.mark.parametrize(
    ("text", "role", "cue"),
    [
        ("Kremlin spokesperson Robert Keller spoke.", "Kremlin spokesperson", "title"),
        ("Robert Keller, the Kremlin's spokesman, spoke.", "Kremlin's spokesman", "apposition"),
        ("The commanding general, Lt. Gen. Robert Keller, spoke.", "commanding general", "title"),
        ("His chief of staff is Major General Robert Keller.", "chief of staff", "predicate"),
        ("Robert Keller, who became prime minister in May, spoke.", "prime minister", "predicate"),
        (
            "Robert Keller, who would later become the president of Syria, spoke.",
            "president of Syria",
            "predicate",
        ),
        (
            "Robert Keller, 407th Task Group commander, spoke.",
            "407th Task Group commander",
            "apposition",
        ),
    ],
)
def test_an_office_beside_a_name_is_held_by_it(text: str, role: str, cue: str) -> None:
    """Before, behind, with ranks between, and by a verb."""
    assert (role, cue) in chains(text)["Robert Keller"]


def test_whom_somebody_served_is_not_his_office() -> None:
    """A relative clause about others states nothing of the name."""
    text = "Robert Keller, who served a president, left."
    (keller,) = [c for c in build_chains("v", text, detect(text, "v")) if c.name == "Robert Keller"]

    assert keller.values("role") == ()


def test_an_alias_is_one_with_the_name() -> None:
    """Said once, it holds in the article."""
    found = chains("Abboud Qanbar, also known as Abu Haidar, spoke. Abu Haidar left.")

    assert [cue for _, cue in found["Abboud Qanbar"]] == ["opens", "alias", "same name"]


def test_whoever_is_called_by_another_is_not_the_other() -> None:
    """A verb of calling is no alias."""
    assert "Anna Berg" in chains(
        "Robert Keller called Anna Berg on Monday. Anna Berg did not answer."
    )


def test_a_nickname_in_quotes_is_inside_the_name() -> None:
    """Given name, nickname and surname are one name."""
    text = "John “J.D.” Dorrian, the army spokesman, spoke. Dorrian left."

    assert [m for m, _ in chains(text)["John “J.D.” Dorrian"]] == [
        "John “J.D.” Dorrian",
        "army spokesman",
        "Dorrian",
    ]


def test_after_mr_a_word_is_a_surname() -> None:
    """It is not the given name of somebody else."""
    found = chains("Mr. Keller met Keller Anderson. Keller spoke.")

    assert [m for m, _ in found["Keller"]] == ["Keller", "Keller"]


def test_the_north_is_a_place() -> None:
    """A compass word alone stands for where the longer name is."""
    found = chains("They left North Korea. Then the North closed the border.")

    assert [m for m, _ in found["North Korea"]][:2] == ["North Korea", "North"]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "The former leader of Acme, Lima-born militant Abu Keller, spoke.",
            "former leader of Acme",
            "Abu Keller",
        ),
        (
            "The US Embassy Chargé d’Affaires, a.i., Jonathan Cohen left.",
            "US Embassy Chargé d’Affaires",
            "Jonathan Cohen",
        ),
        ("Meadow Airfield West, also called Questa, grew.", "Questa", "Meadow Airfield West"),
        ("Clear Fields Union's (CLEFU) force joined. CLEFU grew.", "CLEFU", "Clear Fields Union"),
    ],
)
def test_more_ways_to_say_who_is_who(text, one, other):
    """A second description in between, ranks, aliases, a bracket behind a possessive."""
    found = {surface: name for name, links in chains(text).items() for surface, _ in links}

    assert found[one] == found[other]
