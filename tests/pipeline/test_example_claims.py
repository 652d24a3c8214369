"""On the example corpus everything that is said is found, with who said it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kept import example

FOLDER = Path(__file__).parents[2] / "examples/paris_summit"
ARTICLES = [
    json.loads(line) for line in (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()
]
ENTITIES = json.loads((FOLDER / "gold.json").read_text("utf-8"))["entities"]
GOLD = json.loads((FOLDER / "claims.json").read_text("utf-8"))
TEXTS = {article["id"]: article["text"] for article in ARTICLES}


@pytest.fixture(scope="module")
def rows() -> Iterator[list[dict[str, Any]]]:
    """Resolve the corpus and give its claims."""
    with example("paris_summit") as ledger:
        assert ledger.verify() == []
        yield ledger.table("claims").to_pylist()


def same(row: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether a row is the gold file's claim: its very words, said by whom it says."""
    name = ENTITIES[gold["speaker"]]["name"] if gold["speaker"] else None
    sourced = not gold["source"] or any(
        s[0] <= gold["source"][0][0] and gold["source"][0][1] <= s[1] for s in row["source"]
    )
    return (
        (row["article"], row["kind"], row["content"])
        == (gold["article"], gold["kind"], gold["content"])
        and row["speaker_name"] == name
        and sourced
    )


def test_the_gold_file_points_at_what_it_says() -> None:
    """Every surface of the gold file is the text at its offsets."""
    for claim in GOLD:
        text = TEXTS[claim["article"]]
        assert [text[a:b] for a, b in claim["content"]] == claim["content_surface"]
        assert [text[a:b] for a, b in claim["source"]] == claim["source_surface"]


def test_every_claim_is_found_with_its_speaker_or_the_miss_is_explained(
    rows: list[dict[str, Any]],
) -> None:
    """A note says why a claim is missed; it goes when the claim is found."""
    missed = [claim for claim in GOLD if not any(same(row, claim) for row in rows)]

    assert [claim for claim in missed if "note" not in claim] == []
    assert missed == [claim for claim in GOLD if "note" in claim]


def test_little_is_found_that_nobody_said(rows: list[dict[str, Any]]) -> None:
    """What is beside the gold file's claims lies inside one of them, or has a note in the list below."""
    known = {(g["article"], g["content"][0][0], g["content"][-1][1]) for g in GOLD}
    extra = [
        TEXTS[row["article"]][row["content"][0][0] : row["content"][-1][1]]
        for row in rows
        if not any(
            row["article"] == a and s <= row["content"][0][0] and row["content"][-1][1] <= e
            for a, s, e in known
        )
    ]

    assert extra == []


def test_a_speaker_is_never_more_certain_than_the_rule(rows: list[dict[str, Any]]) -> None:
    """The probability multiplies the rule's score with the steps to the entity."""
    assert all(row["probability"] is None or row["probability"] <= row["score"] for row in rows)
    assert all((row["speaker"] is None) == (row["probability"] is None) for row in rows)
