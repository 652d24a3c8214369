"""The benchmark of increments counts what happens, and nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from corpora import ROOT, load_module

increments = load_module(ROOT / "tests/benchmarks/increments.py")
ARTICLES = [increments.made_up(number) for number in range(0, 12, 4)]


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Resolve two made-up articles, then one more, then nothing."""
    path = tmp_path_factory.mktemp("ledger") / "l.duckdb"
    with increments.logged_ledger(path) as ledger, increments.stage_times() as stages:
        meter = increments.Meter(ledger=ledger, path=path, stages=stages)
        batches = {"batch": ARTICLES[:2], "one": ARTICLES[2:], "none": []}
        yield {name: meter.step(rows) for name, rows in batches.items()}


def test_rows_are_those_that_a_step_appended(steps: dict[str, Any]) -> None:
    """One article more is one row of the table of articles, and what it mentions."""
    assert [steps[name].rows.get("main.version", 0) for name in steps] == [2, 1, 0]
    assert steps["one"].rows["main.mention"] > 10


def test_statements_are_those_of_the_step(steps: dict[str, Any]) -> None:
    """An article takes more of them than nothing at all does."""
    assert 0 < steps["none"].statements < steps["one"].statements


def test_the_stages_take_most_of_the_time_of_resolve(steps: dict[str, Any]) -> None:
    """Where they do not, the pipeline calls them in a way that the benchmark does not know."""
    spent = sum(steps["one"].stages.values())

    assert 0.8 * steps["one"].resolve.worked < spent <= steps["one"].resolve.worked


def test_the_pipeline_is_left_as_it_was(steps: dict[str, Any]) -> None:
    """What was wrapped to be measured is itself again."""
    before = vars(increments.pipeline).copy()
    with increments.stage_times():
        assert vars(increments.pipeline) != before

    assert vars(increments.pipeline) == before
    assert steps["batch"].used > 0


def test_made_up_articles_are_the_same_each_time_and_tell_events_apart() -> None:
    """Names and numbers belong to an event, and not to the examples."""
    text = ARTICLES[0]["text"]

    assert increments.made_up(0)["text"] == text
    assert "Macron" not in " ".join(row["text"] for row in ARTICLES)
    assert len(text.split()) > 300


def test_a_resolve_that_appends_is_told(steps: dict[str, Any]) -> None:
    """By table, so that nobody need look for it."""
    grown = increments.nothing_to_do(steps["one"])

    assert "GROWTH" in grown
    assert "1 main.version" in grown
