"""Merging: of several ledgers comes what one ledger of all their articles says, and no id changes its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError

Rows = Sequence[Mapping[str, Any]]
_WIRE = "Talks in Leeds failed on Monday, the mayor of Leeds, John Smith, said. He said that 12 people were hurt."
ARTICLES: list[dict[str, Any]] = [
    {"id": "a1", "source": "Town", "published_at": "2026-03-01", "text": _WIRE},
    {"id": "a2", "source": "Post", "published_at": "2026-03-01", "text": _WIRE},
    {
        "id": "a3",
        "source": "Echo",
        "published_at": "2026-03-02",
        "text": "John Smith scored twice for Rovers. Smith said that he was pleased.",
    },
    {
        "id": "a4",
        "source": "Echo",
        "published_at": "2026-03-02",
        "text": "Fifteen people were hurt in Leeds, Mary Jones said. Mayor Smith denied that talks failed.",
    },
    {
        "id": "a5",
        "source": "Post",
        "published_at": "2026-03-03",
        "text": "Mary Jones, a doctor, said that 15 people were hurt in Leeds.",
    },
]


def make(path: Path, articles: Rows) -> Path:
    """Make a ledger of articles, and resolve it."""
    with provenance.open(path) as ledger:
        ledger.add(articles)
        resolvers.resolve(ledger)
    return path


def merged(tmp: Path, parts: Iterable[Rows]) -> tuple[Ledger, list[Path]]:
    """Merge a ledger for each part into a new one."""
    files = [make(tmp / f"part{n}.duckdb", part) for n, part in enumerate(parts)]
    ledger = provenance.open(tmp / "all.duckdb")
    resolvers.merge(ledger, files)
    return ledger, files


def said(ledger: Ledger) -> dict[str, Any]:
    """Return what a ledger concludes, ids aside."""

    def groups(table: str, group: str, *member: str) -> set[frozenset[tuple[Any, ...]]]:
        found: dict[str, set[tuple[Any, ...]]] = {}
        for row in ledger.table(table).to_pylist():
            found.setdefault(row[group], set()).add(tuple(str(row[m]) for m in member))
        return {frozenset(members) for members in found.values()}

    return {
        "entities": groups("mentions", "entity", "article", "start", "end", "entity_name"),
        "propositions": groups("claims", "group", "article", "claim", "speaker_name"),
        "stories": groups("stories", "story", "article"),
        "origins": groups("stories", "origin", "article"),
        "conflicts": {
            (row["kind"], row["status"], str(row["values"]))
            for row in ledger.table("conflicts").to_pylist()
        },
    }


def ids_with_a_mention(ledger: Ledger) -> dict[str, tuple[str, int]]:
    """Return the ids of entities that have mentions, each with the place of the chain that founded it."""
    rows = ledger.connection.execute(
        "SELECT e.entity, min((a.article, m.start)) FROM entity e JOIN chain_mention l"
        " ON l.chain_id = e.founding_chain JOIN mention m USING (mention_id)"
        " JOIN version v USING (version_id) JOIN article a USING (article_id) GROUP BY e.entity ORDER BY ALL"
    ).fetchall()
    return {entity: tuple(place) for entity, place in rows}


@heavy(3, search=5)
@given(st.lists(st.integers(0, 2), min_size=len(ARTICLES), max_size=len(ARTICLES)))
def test_what_is_merged_is_what_one_ledger_of_all_says(
    tmp_path_factory: pytest.TempPathFactory, where: list[int]
) -> None:
    """Articles in up to three ledgers, in any way: same entities, names, propositions, stories, origins, conflicts."""
    tmp = tmp_path_factory.mktemp("merge")
    parts = [[a for a, n in zip(ARTICLES, where, strict=True) if n == part] for part in range(3)]
    ledger, _ = merged(tmp, [part for part in parts if part])
    with ledger, provenance.open(make(tmp / "whole.duckdb", ARTICLES)) as whole:
        assert said(ledger) == said(whole)
        assert ledger.verify() == []


def test_ids_of_the_merged_ledgers_lead_to_whom_they_meant(tmp_path: Path) -> None:
    """Both ledgers know the mayor and the doctor by ids of their own.

    In the one of both each id shows the same person.
    """
    parts = [ARTICLES[:1], ARTICLES[1:3], ARTICLES[3:]]
    ledger, files = merged(tmp_path, parts)
    with ledger:
        places = {
            (row["article"], row["start"]): row["entity"]
            for row in ledger.table("mentions").to_pylist()
        }
        for file in files:
            with provenance.open(file, read_only=True) as part:
                for entity, place in ids_with_a_mention(part).items():
                    assert ledger.show(entity).entity == places[place]
        assert ledger.verify() == []


def test_merging_twice_changes_nothing(tmp_path: Path) -> None:
    """The second merge brings no article, mints no id and leaves every answer as it was."""
    ledger, files = merged(tmp_path, [ARTICLES[:3], ARTICLES[3:]])
    with ledger:
        before = {t: ledger.table(t).to_pylist() for t in ("mentions", "claims", "stories")}
        again = resolvers.merge(ledger, files)
        assert [(e.articles, e.versions, e.decisions) for e in again.evidence] == [(0, 0, 0)] * 2
        assert again.redirected == 0
        assert {t: ledger.table(t).to_pylist() for t in before} == before


def test_a_correction_counts_wherever_it_was_seen(tmp_path: Path) -> None:
    """One ledger has the first text, the other its correction too: that is current, whoever is merged first."""
    late = {**ARTICLES[2], "text": "Jim Smith scored twice for Rovers."}
    early_file = make(tmp_path / "early.duckdb", [ARTICLES[2]])
    with provenance.open(make(tmp_path / "late.duckdb", [ARTICLES[2]])) as ledger:
        ledger.add([late])
    for order in (["early", "late"], ["late", "early"]):
        with provenance.open(tmp_path / f"{'-'.join(order)}.duckdb") as ledger:
            resolvers.merge(ledger, [early_file.with_name(f"{name}.duckdb") for name in order])
            (current,) = ledger.versions()
            assert current.text == late["text"]


def test_an_older_text_is_left_out_and_named(tmp_path: Path) -> None:
    """What was fetched on Monday does not take the place of what was fetched on Tuesday."""
    files = []
    for day, text in (("03", "Jim Smith spoke."), ("02", "John Smith spoke.")):
        row = {"id": "x", "text": text, "retrieved_at": f"2026-03-{day}T10:00:00Z"}
        files.append(make(tmp_path / f"{day}.duckdb", [row]))
    with provenance.open(tmp_path / "all.duckdb") as ledger:
        done = resolvers.merge(ledger, files)
        assert [e.overtaken for e in done.evidence] == [(), ("x",)]
        assert [v.text for v in ledger.versions()] == ["Jim Smith spoke."]


def test_decisions_come_over_and_those_that_contradict_are_known(tmp_path: Path) -> None:
    """One desk says that two are the same, the other that they are not: neither counts, and both are named."""
    files = []
    for verb in ("same", "different"):
        path = make(tmp_path / f"{verb}.duckdb", ARTICLES[:3])
        with provenance.open(path) as ledger:
            ledger.decide(verb, "a1:53-63", "a3:0-10", by=f"{verb} desk", reason="seen")
        files.append(path)
    with provenance.open(tmp_path / "all.duckdb") as ledger:
        done = resolvers.merge(ledger, files)
        assert [e.decisions for e in done.evidence] == [1, 1]
        assert [view.status for view in ledger.decisions()] == ["contradicted"] * 2


def test_what_is_no_ledger_is_refused_before_anything_is_merged(tmp_path: Path) -> None:
    """A name that was mistyped costs nothing."""
    good = make(tmp_path / "good.duckdb", ARTICLES[:1])
    with provenance.open(tmp_path / "all.duckdb") as ledger:
        with pytest.raises(LedgerError, match="there is no ledger at"):
            resolvers.merge(ledger, [good, tmp_path / "gone.duckdb"])
        assert ledger.versions() == []
