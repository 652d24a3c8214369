"""Roles without a name, dated: each means who held the office then, or nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import provenance
import resolvers

FOLDER = Path(__file__).parents[2] / "examples" / "tenures"
GOLD: list[dict[str, Any]] = json.loads((FOLDER / "gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def named() -> dict[tuple[str, int], tuple[str, set[str]]]:
    """Resolve the articles; return every mention's entity by its name, and all names that the entity's mentions have."""
    with provenance.open(":memory:") as ledger:
        ledger.ingest([str(FOLDER / "articles.jsonl")])
        resolvers.resolve(ledger)
        rows = [row for row in ledger.table("mentions").to_pylist() if row["type"] == "PER"]
    names: dict[str, set[str]] = {}
    for row in rows:
        if row["kind"] == "name":
            names.setdefault(row["entity"], set()).add(row["surface"])
    return {
        (r["article"], r["end"]): (r["entity_name"], names.get(r["entity"], set())) for r in rows
    }


def test_the_gold_holds_enough_of_them_and_points_at_its_words() -> None:
    """At least forty, every offset reading the words beside it."""
    text = {
        row["id"]: row["text"]
        for row in map(json.loads, (FOLDER / "articles.jsonl").read_text("utf-8").splitlines())
    }

    assert len(GOLD) >= 40
    assert all(text[g["article"]][g["start"] : g["end"]] == g["words"] for g in GOLD)


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: f"{g['article']}:{g['start']}")
def test_a_role_means_its_holder_then_or_nobody(
    gold: dict[str, Any], named: dict[tuple[str, int], Any]
) -> None:
    """A holder is found by name.

    Where nobody is known to hold the office, no name is tied to the role.
    """
    name, names = named[gold["article"], gold["end"]]

    assert (name if gold["holder"] else names) == (gold["holder"] or set())
