"""Senses: a name of a person that the text uses as a firm's, a place's or a word of goods."""

from __future__ import annotations

import pytest

from resolvers.mention_detection.detect import detect


def types(text: str, name: str) -> list[str]:
    """List the types of the mentions of a name, in order."""
    return [m.type for m in detect(text, "v") if m.kind == "name" and m.surface == name]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Porter recalled 4,000 cars. Porter said so.", "Porter", ["ORG", "ORG"]),
        ("Tesla, Harlow and Disney fell.", "Harlow", ["ORG"]),
        ("Workers at Kessler went on strike. Kessler spoke.", "Kessler", ["ORG", "ORG"]),
        ("Kessler raised its forecast.", "Kessler", ["ORG"]),
        ("Gina Porter, the governor, spoke. Porter cut jobs.", "Porter", ["PER"]),
        ("Johnson cut his staff. Johnson said so.", "Johnson", ["PER", "PER"]),
        ("Biden lowered drug prices. Biden said so.", "Biden", ["PER", "PER"]),
    ],
)
def test_a_firm_is_told_by_what_firms_do(text: str, name: str, expected: list[str]) -> None:
    """One use tells all of an article, unless somebody bears the name."""
    assert types(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Charlotte Dunmow sang. Charlotte is a city in the south.", "Charlotte", ["LOC"]),
        ("Scotland's Ian Scotland drew.", "Scotland", ["LOC"]),
        ("Ireland's Bo Ireland won.", "Ireland", ["LOC"]),
        ("Whitney Houston sang in Houston.", "Houston", ["LOC"]),
    ],
)
def test_a_place_is_told_by_where_it_lies(text: str, name: str, expected: list[str]) -> None:
    """The person of that name stays one."""
    assert types(text, name) == expected


def test_what_is_grown_and_sold_is_nobody() -> None:
    """The surname before it stays a name."""
    assert types("Ann Wheat met Bo Lee. Wheat spoke. Wheat prices rose.", "Wheat") == ["PER"]


def test_a_case_in_court_is_nobody() -> None:
    """Two surnames with "v." between them name the case."""
    text = "The court upheld Hale v. Marsh in 1992. Voters want to keep Hale v. Marsh."

    assert {*types(text, "Hale"), *types(text, "Marsh")} == {"other"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Duarte, the Lisbon packaging group, fell. Its founder, Ada Duarte, left. Duarte spoke.",
            ["ORG", "PER"],
        ),
        ("Ada Duarte spoke. Duarte, the packaging group, denied it. Duarte left.", ["ORG", "PER"]),
        ("Duarte, the developer, met Ann Ross. Duarte spoke.", ["PER", "PER"]),
        ("Duarte, the head of the group, met Ann Ross. Duarte spoke.", ["PER", "PER"]),
    ],
)
def test_a_lone_name_that_is_called_a_firm_is_one(text: str, expected: list[str]) -> None:
    """It is until somebody who bears the name is introduced; then it is hers."""
    assert types(text, "Duarte") == expected
