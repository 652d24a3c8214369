"""The page of performance says what its figures say, and is written by nobody else."""

from __future__ import annotations

import json
import sys
from itertools import pairwise

import pytest
from corpora import ROOT, load_module

PAGE = ROOT / "docs/explanation/performance.md"
FIGURES = PAGE.with_suffix(".json")
page = load_module(ROOT / "tests/benchmarks/performance_page.py")
made = load_module(ROOT / "tests/benchmarks/full_length.py")
STAGE = {"name": "bare", "seconds": 6.0, "tokens_a_second": 1234}
POINT = {"reading_share": 0.4, "peak_mib": 1500, "tokens_a_second": 5000, "text_an_article": 4000}
FOUND = {
    "date": "2030-01-02",
    "machine": dict.fromkeys(("processor", "cores", "python", "duckdb", "additions_ms", "load"), 7),
    "stages": {
        "articles": 10,
        "tokens": 7410,
        "mentions": 9876,
        "claims": 120,
        "stages": [STAGE | {"name": "link", "floor": "a loop", "floor_seconds": 1.5}, STAGE],
        "peers": [
            {"name": "Quick", "what": "words", "ours": 3.0, "theirs": 0.25},
            {"name": "Absent", "what": "names", "skipped": "Absent is not installed"},
        ],
    },
    "increments": {
        "batch": 10,
        "articles": 3,
        "median_ms": 1200.0,
        "longest_ms": 4321.0,
        "reading_ms": 100.0,
        "bytes": 50_000,
        "bytes_of_the_batch": 40_000,
    },
    "curve": [
        POINT | {"articles": 100, "seconds": 10.0, "bytes_an_article": 50_000},
        POINT | {"articles": 1000, "seconds": 130.0, "bytes_an_article": 42_000},
    ],
}


def cells(text: str, first: str) -> list[str]:
    """Return the cells of the row of a table that begins with a word."""
    (row,) = (line for line in text.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_committed_page_is_what_its_figures_say() -> None:
    """Nobody edits it by hand: `make bench` writes both."""
    assert PAGE.read_text("utf-8") == page.render(json.loads(FIGURES.read_text("utf-8")))


def test_stages_stand_beside_their_floors() -> None:
    """As a ratio, first; a stage without a floor has none."""
    text = page.render(FOUND)

    assert cells(text, "link") == ["link", "**4.00**", "1,234", "6.00", "a loop: 1.500 s"]
    assert cells(text, "bare")[1] == "–"
    assert "741 tokens each" in text
    assert "12 claims each" in text


def test_peers_are_compared_or_said_to_be_absent() -> None:
    """Our time to theirs, or why there is none."""
    text = page.render(FOUND)

    assert cells(text, "Quick") == ["Quick", "words", "**12**", "3.00 s", "0.25 s"]
    assert cells(text, "Absent")[2:4] == ["not measured", "Absent is not installed"]


def test_one_more_article_and_the_curves_are_ratios() -> None:
    """To reading alone, to an article of the batch, and to the smallest size."""
    text = page.render(FOUND)

    assert cells(text, "**12**") == ["**12**", "1,200 ms", "4,321 ms", "100 ms"]
    assert "50 kB an article, 1.25 times the 40 kB" in text
    assert cells(text, "1,000")[2:] == ["1.30", "40%", "1,500 MiB", "42.0 kB", "10"]


def test_made_articles_are_of_full_length_and_the_same_each_time() -> None:
    """Some copy half of another; none is of a text that exists."""
    rows = made.full_length(30)
    words = [len(row["text"].split()) for row in rows]
    sentences = [set(row["text"].replace("\n\n", " ").split(". ")) for row in rows]

    assert rows == made.full_length(30)
    assert min(words) > 400
    assert any(len(a & b) > 20 for a, b in pairwise(sentences))
    assert len({row["text"] for row in rows}) == len(rows)


@pytest.fixture
def performance(monkeypatch: pytest.MonkeyPatch):
    """Load the benchmark, which imports its neighbours."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tests/benchmarks"), *sys.path])
    return load_module(ROOT / "tests/benchmarks/performance.py")


@pytest.mark.filterwarnings("ignore")  # of peers, where they are installed
def test_what_is_measured_has_all_that_the_page_tells(performance) -> None:
    """A few articles are really read, resolved and compared with peers.

    Each row has its figures.
    """
    found = performance.stages(4)
    text = page.render(FOUND | {"stages": found, "machine": performance.machine()})

    assert all(row["seconds"] > 0 for row in found["stages"])
    assert all(row["floor_seconds"] > 0 for row in found["stages"] if "floor" in row)
    assert all("skipped" in row or row["theirs"] > 0 for row in found["peers"])
    assert cells(text, "names and chains")[1] != "–"
