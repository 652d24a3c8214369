"""What cannot both hold, who supports a claim and what a story says together, as a user asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from forking import run

FERRY = Path(__file__).parents[2] / "examples/ferry"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the ferry, and its correction."""
    path = tmp_path_factory.mktemp("work")
    for file in ("articles.jsonl", "corrected.jsonl"):
        assert run("ingest", str(FERRY / file), folder=path).returncode == 0
        assert run("resolve", "--jobs", "1", folder=path).returncode == 0
    return path


def rows(printed: str) -> list[dict[str, str]]:
    """Read a table as it comes out of a pipe."""
    header, *lines = printed.splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def test_conflicts_show_both_sides_the_ended_ones_last(folder: Path) -> None:
    """Texts, speakers, places and origins; whose correction ended it."""
    found = rows(run("conflicts", folder=folder).stdout)

    assert [r["kind"] for r in found if r["article"].startswith("orbis-f2")] == ["denial", "update"]
    assert [r["answer"] for r in found if r["conflict"] == found[-1]["conflict"]] == [
        "212 passengers",
        "212 passengers",
        "Two hundred people",
    ]
    assert {r["kind"] for r in found if r["conflict"] == found[-1]["conflict"]} == {
        "number, ended by a correction of herald-f1"
    }
    assert {r["origins"] for r in found} == {"1"}


def test_conflicts_of_an_earlier_time(folder: Path) -> None:
    """Long before anything was read there were none; no time is a usage error."""
    assert run("conflicts", "--as-of", "2001-01-01", folder=folder).stdout.count("\n") == 1
    assert run("conflicts", "--as-of", "now", folder=folder).returncode == 2


def test_a_claim_s_support_is_counted_in_origins(folder: Path) -> None:
    """By the key that `claims` lists: the wire and its copy are one, and the herald, once corrected, agrees."""
    (claim, *_) = [
        r["claim"] for r in rows(run("claims", "--text", "212 passengers", folder=folder).stdout)
    ]
    shown = run("sources", claim, folder=folder).stdout
    support = json.loads(run("sources", claim, "--json", folder=folder).stdout)

    assert shown == run("independent", claim, folder=folder).stdout  # what it was called before
    assert shown.splitlines()[0].endswith(
        "2 sources (1 unnamed, 1 outlet), 2 origins, 3 articles: "
        "The ferry Northern Gull ran aground off Port Ellen on Tuesday evening with 212 passengers on board"
    )
    assert [len(voices) for _, voices in support["origins"]] == [2, 1]


def test_a_story_is_shown_with_who_says_what(folder: Path) -> None:
    """The matrix on a pipe, and all of it as JSON with its spans."""
    shown = run("coverage", "dispatch-f1", folder=folder).stdout
    account = json.loads(run("coverage", "dispatch-f1", "--json", folder=folder).stdout)["account"]

    assert (
        "\tOrbis Wire Service\tValley Dispatch\tHarbour Herald\tNorthern Ledger\tsaid first as"
        in shown
    )
    assert {word for _, row in account["matrix"] for word in row} == {"says", "denies", "silent"}
    assert all(v["spans"] and v["surfaces"] for p in account["propositions"] for v in p["voices"])


def test_why_explains_two_claims(folder: Path) -> None:
    """A sum of parts, as for mentions."""
    a, b = (
        r["claim"] for r in rows(run("claims", "--text", "212 passengers", folder=folder).stdout)
    )
    shown = run("why", a, b, folder=folder).stdout

    assert "One proposition, compared directly (verbatim):" in shown
    assert "\nsum\tprobability 1.000\t" in shown


@pytest.mark.parametrize("table", ["claim-groups", "conflicts"])
def test_tables_are_exported(folder: Path, table: str) -> None:
    """As the contract names their columns."""
    assert run("export", table, "--to", f"{table}.jsonl", folder=folder).returncode == 0
    first = json.loads((folder / f"{table}.jsonl").read_text("utf-8").splitlines()[0])

    wanted = {
        "claim-groups": {"group", "claim", "article", "relation"},
        "conflicts": {"group_a", "group_b", "kind", "values", "claims"},
    }
    assert wanted[table] <= set(first)
