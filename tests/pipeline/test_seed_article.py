"""The article that the project started from: everybody is one entity, with the words that name the office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import provenance
import resolvers
from provenance.api import Ledger

SEED = Path(__file__).parents[2].parent / "shared/data/seed/reassurance_force.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the article is not here")
PEOPLE = [  # surname as written, full name, a role that the article states
    ("Peskov", "Dmitry Peskov", "Kremlin spokesperson"),
    ("Putin", "Vladimir Putin", "Russian President"),
    ("Macron", "Emmanuel Macron", "French President"),
    ("Zelensky", "Volodymyr Zelensky", "Ukrainian President"),
    ("Starmer", "Keir Starmer", "UK Prime Minister"),
    ("Trump", "Donald Trump", "US President"),
    ("Witkoff", "Steve Witkoff", "special envoy"),
    ("Merz", "Friedrich Merz", "Chancellor"),
    ("Meloni", "Giorgia Meloni", "Italy’s Prime Minister"),
    ("Xi", "Xi Jinping", "Chinese President"),
]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """Ingest the file as it is, and resolve it."""
    with provenance.open(":memory:") as opened:
        opened.ingest([str(SEED)])
        resolvers.resolve(opened)
        yield opened


@pytest.mark.parametrize(("surname", "name", "role"), PEOPLE)
def test_everybody_is_one_entity_with_all_mentions(
    ledger: Ledger, surname: str, name: str, role: str
) -> None:
    """Every place where the surname stands is a mention of the entity, and the role is stated by its characters."""
    text = SEED.read_text("utf-8")
    entity = ledger.show(name)
    trail = ledger.trace(entity.entity)
    covered = {i for s in trail for i in range(s.span.start, s.span.end)}
    places = [
        i
        for i in range(len(text))
        if text.startswith(surname, i) and not text[i + len(surname)].isalpha()
    ]
    stated = [place for words, found in entity.roles for place in found if role in words]

    assert entity.name == name
    assert [i for i in places if i not in covered] == []
    assert [text[p.span.start : p.span.end] for p in stated] == [p.surface for p in stated] != []
    assert {s.entity for s in ledger.trace(surname)} == {entity.entity}


def test_a_seat_a_country_a_government_and_a_city_are_four(ledger: Ledger) -> None:
    """The Kremlin, Russia, Moscow as its government, and Paris are not fused."""
    ids = {ledger.show(name).entity for name in ("Kremlin", "Russia", "Moscow", "Paris")}

    assert len(ids) == 4
    assert (
        ledger.show("Kremlin").speaks_for
        == ledger.show("Moscow").speaks_for
        == ledger.show("Russia").entity
    )
    assert ledger.show("Paris").type == "LOC"
