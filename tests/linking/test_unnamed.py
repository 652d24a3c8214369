"""Who is not named: offices that one country alone has, quotations, governments by their owners, names abbreviated."""

from __future__ import annotations

import pytest

import resolvers
from provenance.testing import memory_ledger


def resolved(*texts: str, column: str = "entity") -> dict[tuple[int, str], str]:
    """Resolve articles of one day; give a column of the mentions, by article and surface."""
    articles = [
        {"id": str(n), "text": text, "published_at": "2025-03-10"} for n, text in enumerate(texts)
    ]
    with memory_ledger(articles) as ledger:
        resolvers.resolve(ledger, coverage=False)
        rows = ledger.table("mentions").to_pylist()
    return {(int(row["article"]), row["surface"]): row[column] for row in rows}


def test_an_office_that_one_country_has_finds_its_holder() -> None:
    """Nobody has to say whose special counsel it is."""
    found = resolved(
        "Special Counsel Nora Lindqvist filed charges on Monday.",
        "The target was told by the special counsel that he may go.",
    )

    assert found[1, "special counsel"] == found[0, "Nora Lindqvist"]


def test_an_office_that_many_have_stays_open() -> None:
    """A mayor is the mayor of some town, and nobody told of which."""
    found = resolved("Mayor Nora Lindqvist filed charges.", "The target was told by the mayor.")

    assert found[1, "mayor"] != found[0, "Nora Lindqvist"]


QUOTED = "“Nobody in this small town believed what the detective had written about it in June.”"


def test_one_quotation_means_the_same_in_two_articles() -> None:
    """What is quoted word for word is said of the same person."""
    found = resolved(f"It said on Monday: {QUOTED}", f"The letter reads: {QUOTED} It is long.")

    assert found[0, "detective"] == found[1, "detective"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (QUOTED, QUOTED[1:-1]),
        ("“We asked the detective.”", "“We asked the detective.”"),
        (QUOTED, QUOTED.replace("small town", "large firm")),
    ],
)
def test_other_words_or_few_do_not(one: str, other: str) -> None:
    """Narration is written anew, few words are everybody's, and another word makes another quotation."""
    found = resolved(f"It said: {one}", f"It said: {other}")

    assert found[0, "detective"] != found[1, "detective"]


def test_the_office_of_who_rules_is_the_government() -> None:
    """So it speaks for the country, as "the government" does."""
    text = "Chile's president, Rosa Quintana, spoke. Quintana's office denied it. Chile agreed."
    actors = resolved(text, column="actor")

    assert actors[0, "Quintana's office"] == actors[0, "Chile"]


def test_the_party_that_alone_may_govern_speaks_for_its_country() -> None:
    """As event coding counts it; a party that is elected does not."""
    text = "The Communist Party of China met in China. The Social Democratic Party of Germany met in Germany."
    actors = resolved(text, column="actor")

    assert actors[0, "Communist Party of China"] == actors[0, "China"]
    assert actors[0, "Social Democratic Party of Germany"] != actors[0, "Germany"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.N. Truce Force", "United Nations Truce Force"),
        ("OTAN", "North Atlantic Treaty Organization"),
        ("Polska", "Poland"),
    ],
)
def test_abbreviated_and_translated_names_are_one(one: str, other: str) -> None:
    """Written out or not, in English or at home."""
    found = resolved(f"Officials of the {one} left.", f"Officials of the {other} left.")
    entities = {
        entity
        for (_, surface), entity in found.items()
        if surface.removeprefix("the ") in {one, other}
    }

    assert len(entities) == 1
    assert sum(surface.removeprefix("the ") in {one, other} for _, surface in found) == 2
