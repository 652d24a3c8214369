"""On the example corpus everybody is who the gold file says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kept import example

from provenance.api import Ledger

FOLDER = Path(__file__).parents[2] / "examples/paris_summit"
ARTICLES = [
    json.loads(line) for line in (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()
]
GOLD = json.loads((FOLDER / "gold.json").read_text("utf-8"))
TEXTS = {article["id"]: article["text"] for article in ARTICLES}

Spot = tuple[str, int, int]


def spot(row: dict[str, Any]) -> Spot:
    """Name a mention by where it stands."""
    return row["article"], row["start"], row["end"]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """Resolve the corpus."""
    with example("paris_summit") as opened:
        yield opened


@pytest.fixture(scope="module")
def found(ledger: Ledger) -> dict[Spot, dict[str, Any]]:
    """Return the mentions that were found by where they stand."""
    return {spot(row): row for row in ledger.table("mentions").to_pylist()}


def gold_spans(value: object) -> Iterator[dict[str, Any]]:
    """Walk to everything in the gold file that has a surface."""
    if isinstance(value, dict):
        if "surface" in value:
            yield value
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from gold_spans(item)


def test_the_gold_file_points_at_what_it_says() -> None:
    """Every surface of the gold file is the text at its offsets."""
    wrong = [
        s for s in gold_spans(GOLD) if TEXTS[s["article"]][s["start"] : s["end"]] != s["surface"]
    ]

    assert wrong == []


def test_every_name_and_role_is_found(found: dict[Spot, dict[str, Any]]) -> None:
    """With its exact offsets, as a name or as a role."""
    missed = [m for m in GOLD["mentions"] if found.get(spot(m), {}).get("kind") != m["kind"]]

    assert missed == []


def test_nobody_is_two_entities(found: dict[Spot, dict[str, Any]]) -> None:
    """Surnames, roles alone, spellings and changing titles of one person come together."""
    entities = defaultdict(set)
    for mention in GOLD["mentions"]:
        entities[mention["entity"]].add(found[spot(mention)]["entity"])

    assert {who: ids for who, ids in entities.items() if len(ids) > 1} == {}


def test_no_two_are_one_entity(found: dict[Spot, dict[str, Any]]) -> None:
    """Two people of one surname, a city and its government, a seat and its country stay apart."""
    golds = defaultdict(set)
    for mention in GOLD["mentions"]:
        golds[found[spot(mention)]["entity_name"], found[spot(mention)]["entity"]].add(
            mention["entity"]
        )

    assert {name: who for name, who in golds.items() if len(who) > 1} == {}


def test_governments_and_seats_act_for_their_countries(found: dict[Spot, dict[str, Any]]) -> None:
    """`actor` folds whoever speaks for a country into it."""
    entity = {m["entity"]: found[spot(m)]["entity"] for m in GOLD["mentions"]}
    actor = {m["entity"]: found[spot(m)]["actor"] for m in GOLD["mentions"]}
    speaking = {
        who: one["speaks_for"] for who, one in GOLD["entities"].items() if "speaks_for" in one
    }

    assert {who: entity[country] for who, country in speaking.items()} == {
        who: actor[who] for who in speaking
    }


def test_entities_have_the_gold_file_s_names(
    ledger: Ledger, found: dict[Spot, dict[str, Any]]
) -> None:
    """The canonical name is the full one, or the lexicon's."""
    names = {e["entity"]: e["name"] for e in ledger.entities()}
    wrong = {
        GOLD["entities"][m["entity"]]["name"]: names[found[spot(m)]["entity"]]
        for m in GOLD["mentions"]
        if GOLD["entities"][m["entity"]]["name"] != names[found[spot(m)]["entity"]]
    }

    assert wrong == {}
