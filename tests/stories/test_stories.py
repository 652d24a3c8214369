"""The example corpora come out right, and the promises of the design hold for coverage."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import example
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import NotFoundError
from resolvers.stories.sketches import Sketch, StoryVersion, Telling
from resolvers.stories.training import b_cubed, fit, pair_f1

EXAMPLES = Path(__file__).parents[2] / "examples"
FERRY = EXAMPLES / "ferry"
GOLD = json.loads((FERRY / "gold.json").read_text("utf-8"))


def partition(ledger: Ledger, column: str) -> list[list[str]]:
    """Group articles by a column of the export."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in ledger.table("stories").to_pylist():
        groups[row[column]].append(row["article"])
    return sorted(sorted(g) for g in groups.values())


def resolved(*files: Path) -> Ledger:
    """Resolve files one after the other."""
    ledger = provenance.open(":memory:")
    for file in files:
        ledger.ingest([str(file)])
        resolvers.resolve(ledger)
    return ledger


def test_the_ferry_is_right() -> None:
    """Stories, origins, copies and the follow-up, as those who wrote the articles meant them."""
    with example("ferry") as ledger:
        rows = ledger.table("stories").to_pylist()
        story = {row["article"]: row["story"] for row in rows}
        found = ledger.coverage("herald-f2")

        assert partition(ledger, "story") == GOLD["stories"]
        assert partition(ledger, "origin") == GOLD["origins"]
        assert [[r["article"], f] for r in rows for f in r["derived_from"]] == GOLD["copies"]
        assert [[i for i, _ in found.follows]] == [[story[b]] for _, b in GOLD["follows"]]
        assert ledger.verify() == []


def test_the_summit_copies_are_right() -> None:
    """Both copies of the first example, one of them credited."""
    gold = json.loads((EXAMPLES / "paris_summit/gold.json").read_text("utf-8"))["copies"]
    with example("paris_summit") as ledger:
        rows = ledger.table("stories").to_pylist()
        (credited,) = [c for c in ledger.coverage("courier-1").copies if c.article == "courier-1"]

        assert {(r["article"], f) for r in rows for f in r["derived_from"]} == {
            (c["article"], c["from_article"]) for c in gold
        }
        wanted = next(c["credit"] for c in gold if c["credit"])
        assert (credited.credit.start, credited.credit.end) == (wanted["start"], wanted["end"])


def test_a_corrected_article_keeps_its_story_and_its_id() -> None:
    """Ids belong to articles, not to versions."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        before = ledger.table("stories").to_pylist()
        ledger.ingest([str(FERRY / "corrected.jsonl")])
        resolvers.resolve(ledger)

        assert ledger.table("stories").to_pylist() == before
        assert len(ledger.versions("herald-f1", current=False)) == 2


def test_resolving_again_appends_nothing() -> None:
    """The same articles, the same coverage, no new row."""
    with resolved(FERRY / "articles.jsonl") as ledger:
        runs = ledger.connection.execute(
            "SELECT count(*) FROM run WHERE stage = 'coverage'"
        ).fetchall()
        resolvers.resolve(ledger)

        assert (
            ledger.connection.execute(
                "SELECT count(*) FROM run WHERE stage = 'coverage'"
            ).fetchall()
            == runs
        )


@heavy(3, search=5)
@given(st.integers(0, 1_000))
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    """One article at a time, in any order, gives the same stories and origins."""
    rows = [json.loads(line) for line in (FERRY / "articles.jsonl").read_text("utf-8").splitlines()]
    random.Random(seed).shuffle(rows)
    with provenance.open(":memory:") as ledger:
        for row in rows:
            ledger.add([row])
            resolvers.resolve(ledger)

        assert partition(ledger, "story") == GOLD["stories"]
        assert partition(ledger, "origin") == GOLD["origins"]
        assert ledger.verify() == []


def test_an_unknown_story_is_named_in_the_error() -> None:
    """The message says what to do."""
    with (
        resolved(FERRY / "articles.jsonl") as ledger,
        pytest.raises(NotFoundError, match="no story is called 'nothing'"),
    ):
        ledger.coverage("nothing")


def test_scores_are_those_of_the_definition() -> None:
    """Two stories, one article astray."""
    story = {"a": "1", "b": "1", "c": "2", "d": "2"}

    assert pair_f1(story, [["a", "b", "c"], ["d"]]) == (1 / 3, 1 / 2, 2 / 5)
    assert b_cubed(story, [["a", "b"], ["c", "d"]]) == (1.0, 1.0, 1.0)


def test_a_logistic_regression_finds_the_sign() -> None:
    """A likeness that goes with the label weighs more than nothing, one that does not weighs little."""
    rows = [(0.9, 0.5), (0.8, 0.4), (0.2, 0.5), (0.1, 0.4)]

    _, first, second = fit(rows, [True, True, False, False])

    assert first > 0.5
    assert abs(second) < first / 2


def test_a_sketch_is_read_as_it_was_written() -> None:
    """Weights are kept beside the terms that they weigh, of which a headline may have none."""
    at = datetime(2025, 3, 1, tzinfo=UTC)
    for title in ("Harbour closed", None):
        report = StoryVersion(
            key="k",
            title=title,
            text="The harbour of Oslo was closed for 250 days. The harbour stays shut.",
            published=at,
            entities=frozenset({"ent-b", "ent-a"}),
        )
        told = Telling.of(report)
        sketch = Sketch.of(told, len)

        assert Sketch.read(Telling.read("k", at, told.write()), sketch.write()) == sketch
