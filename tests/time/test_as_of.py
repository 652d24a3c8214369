"""A ledger as of an earlier moment answers what it answered then, whatever came afterwards."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from asked import Asked, answers, differing, draw_asked, questions
from changing import ENTRIES, SENTENCES, Step, decide, last_run, steps, take
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError, NotFoundError
from provenance.ledger.append import append_versions
from provenance.ledger.store import TABLES
from provenance.questions import Questions
from provenance.records.articles import Article, Version
from provenance.records.decisions import Run
from provenance.sql import blocks, statements
from provenance.sql.writing import Writer
from provenance.testing import memory_ledger
from resolvers.checking import candidates


@attrs.frozen
class Then:
    """What was asked at a moment, and answered."""

    run: int
    time: datetime
    asked: list[Asked]
    told: dict[str, bytes]


def asked_now(ledger: Ledger, seed: int, folder: Path) -> Then:
    """Ask everything once, and keep it."""
    asked = draw_asked(ledger, seed)
    told = answers(ledger, asked, folder)
    return Then(last_run(ledger), datetime.now(UTC), asked, told)


@heavy(3, search=8)
@given(st.lists(steps, min_size=2, max_size=4), st.integers(0, 1_000))
def test_every_answer_and_export_is_what_was_given_then(
    tmp_path_factory: pytest.TempPathFactory, taken: list[Step], seed: int
) -> None:
    """Byte for byte, by run and by time, after corrections, decisions, entries and other readers."""
    folder = tmp_path_factory.mktemp("then")
    with memory_ledger() as ledger, pytest.MonkeyPatch.context() as patch:
        moments = [asked_now(ledger, seed, folder)]
        for number, step in enumerate(taken):
            take(ledger, step, patch, number)
            moments.append(asked_now(ledger, seed + number, folder))
        for then in moments[:-1]:
            now = answers(ledger, then.asked, folder, as_of=then.run)
            assert list(differing(then.told, now)) == []
            past = answers(ledger.as_of(then.time), then.asked, folder)
            assert list(differing(then.told, past)) == []


class Watched(Ledger):
    """A ledger that keeps all its exports whenever something was committed, also inside a resolve."""

    told: dict[int, dict[str, list[Any]]]

    @property
    def writer(self) -> Writer:
        """What writes, watched."""
        writer = super().writer
        if not isinstance(writer, Watching):
            writer = self._writer = Watching(self)
        return writer


class Watching(Writer):
    """A writer whose ledger is looked at behind each transaction, as another reader may."""

    def __init__(self, ledger: Watched) -> None:
        super().__init__(ledger.connection)
        self.ledger = ledger

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """Look at everything when it is done."""
        with super().atomically():
            yield
        self.ledger.told[last_run(self.ledger)] = exports(self.ledger)


def exports(ledger: Ledger) -> dict[str, list[Any]]:
    """Read every table that can be exported."""
    return {name: ledger.table(name).to_pylist() for name in TABLES}


@heavy(2, search=5)
@given(st.lists(steps, min_size=2, max_size=4))
def test_every_export_is_what_it_was_between_the_steps_of_a_resolve(taken: list[Step]) -> None:
    """Read and not linked yet, linked and not grouped yet: each commit is a moment."""
    with Watched.open(":memory:") as ledger, pytest.MonkeyPatch.context() as patch:
        ledger.told = {}
        for number, step in enumerate(taken):
            take(ledger, step, patch, number)

        for run, told in ledger.told.items():
            assert exports(ledger.at(run)) == told


@pytest.mark.parametrize("question", questions())
def test_every_question_takes_a_moment(question: str) -> None:
    """As its last, by name; now is meant without it."""
    parameter = inspect.signature(getattr(Questions, question)).parameters["as_of"]

    assert (parameter.kind, parameter.default) == (parameter.KEYWORD_ONLY, None)


ARTICLE = {"id": "a", "text": "Ada Crane spoke in Oslo."}


def tables_of(ledger: Ledger) -> list[str]:
    """List the tables of a ledger whose rows are told by runs.

    `meta` has the scripts that made the file.
    """
    rows = ledger.connection.execute(
        "SELECT table_name FROM duckdb_tables()"
        " WHERE schema_name = 'main' AND NOT temporary AND table_name <> 'meta' ORDER BY ALL"
    ).fetchall()
    return [name for (name,) in rows]


def scans(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the tables that a plan reads, each with the conditions that its scan heeds.

    Columns that DuckDB fetches late, by the numbers of rows that a scan has found, need none.
    """
    told = node.get("extra_info", {})
    late = "rowid = rowid" in str(told.get("Conditions"))
    if ".main." in str(told.get("Table")):
        yield told["Table"], str(told.get("Filters"))
    for child in node.get("children", ())[late:]:
        yield from scans(child)


READ = {
    name: statement
    for name, statement in (statements() | blocks("resolvers.checking", "checking.sql")).items()
    if not name.startswith(("append", "withdraw", "catalogue"))
}


def test_no_table_shows_rows_of_later_runs() -> None:
    """A table that is new is bounded, too."""
    with memory_ledger([ARTICLE]) as ledger:
        resolvers.resolve(ledger)
        past = ledger.as_of("run:1").reading_connection
        newest = {
            name: past.execute(f'SELECT max(run_id) FROM "{name}"').fetchall()[0][0]
            for name in tables_of(ledger)
        }

    assert set(newest.values()) == {1, None}


@pytest.mark.parametrize("name", sorted(READ))
def test_every_scan_of_a_statement_is_bounded_by_the_run(name: str, bounded: Ledger) -> None:
    """A "latest row" that took no moment would read a table of the file as it is."""
    statement = READ[name]
    values = dict.fromkeys(re.findall(r"\$(\w+)", statement))
    if {"incoming", "table"} & set(values):
        pytest.skip("reads what it is handed")
    cursor, run = bounded.reading_connection, bounded.moment.run
    ((_, plan),) = cursor.execute(f"EXPLAIN (FORMAT json) {statement}", values or None).fetchall()
    found = [scan for node in json.loads(plan) for scan in scans(node)]
    loose = {table for table, bound in found if f"run_id <= {run})" not in bound}
    # Where a table has no later rows, DuckDB drops a condition that all of them fulfil.
    newest = {t: cursor.execute(f"SELECT max(run_id) FROM {t}").fetchall()[0][0] for t in loose}

    assert {table for table, last in newest.items() if (last or 0) > run} == set()


@pytest.fixture(scope="module")
def bounded() -> Iterator[Ledger]:
    """Look at a ledger as of the first of two resolves."""
    with memory_ledger([{"id": "a", "text": " ".join(SENTENCES)}]) as ledger:
        ledger.add_authority("list", ENTRIES[:1])
        resolvers.resolve(ledger)
        last = last_run(ledger)
        ledger.add([{"id": name, "text": " ".join(SENTENCES[1:])} for name in "ab"])
        ledger.add_authority("list", ENTRIES)
        decide(ledger, "same", 1, 2)
        resolvers.resolve(ledger)
        yield ledger.as_of(last)


@pytest.mark.parametrize(
    "when",
    ["tomorrow", "run:", "run:-1", "run:x", "2025-13-01", "7", "", "2025-09-04T25:00", True, -1],
)
def test_what_is_no_moment_is_refused_with_the_forms_that_are(when: Any) -> None:
    """A day, a time or a run."""
    with (
        memory_ledger([ARTICLE]) as ledger,
        pytest.raises(
            LedgerError, match=r"is no moment; write a day .*, a time .* or a run \(run:7\)"
        ),
    ):
        ledger.as_of(when)


def test_a_run_that_never_was_is_refused() -> None:
    """With the last that was."""
    with (
        memory_ledger([ARTICLE]) as ledger,
        pytest.raises(LedgerError, match="there is no run 9; the last one is 1"),
    ):
        ledger.entities(as_of="run:9")


def test_before_the_first_run_a_ledger_is_empty_and_says_why() -> None:
    """Nothing is found, and nothing is listed."""
    with memory_ledger([ARTICLE]) as ledger:
        resolvers.resolve(ledger)
        past = ledger.as_of("2001-01-01")

        assert (past.moment.run, past.entities(), past.table("articles").num_rows) == (0, [], 0)
        assert past.moment.note.startswith("nothing was known before the first run: it ended 2")
        with pytest.raises(NotFoundError):
            past.show("Ada Crane")
    with memory_ledger() as empty:
        note = "nothing was known before the first run: there is none"
        assert empty.as_of("2001-01-01").moment.note == note


def test_a_day_is_all_of_it_and_a_time_is_utc() -> None:
    """A day names what was known when it ended; a zone is heeded."""
    with memory_ledger([ARTICLE]) as ledger:
        ended = ledger.as_of(1).moment.ended_at
        naive = ended.replace(tzinfo=None)
        elsewhere = (ended + timedelta(hours=2)).replace(tzinfo=None).isoformat() + "+02:00"

        for when in (
            ended,
            naive,
            ended.date(),
            ended.date().isoformat(),
            naive.isoformat(),
            elsewhere,
        ):
            assert ledger.as_of(when).moment.run == 1, when
        for when in (ended - timedelta(microseconds=1), ended.date() - timedelta(days=1)):
            assert ledger.as_of(when).moment.run == 0, when
        assert ledger.as_of(date(2999, 1, 1)).moment.run == 1


def test_runs_count_in_their_order_where_a_clock_was_set_back() -> None:
    """A time names the last run that says it had ended by then, with all that was before it."""
    noon = datetime(2025, 9, 4, 12, tzinfo=UTC)
    with memory_ledger() as ledger:
        for number, hour in enumerate((0, 2, 1)):
            at = noon + timedelta(hours=hour)
            run = Run(stage="ingest", code="test", started_at=at, ended_at=at)
            version = Version(article=Article(article_id=f"{number}"), text="x")
            append_versions(ledger.writer, run, [version])
        asked = [ledger.as_of(noon + timedelta(hours=hour)) for hour in (0, 1, 2)]

        assert [past.moment.run for past in asked] == [1, 3, 3]
        assert [past.table("articles").num_rows for past in asked] == [1, 3, 3]


def test_a_ledger_as_it_was_takes_nothing_in() -> None:
    """Not an article, not a decision, not an index; now it does."""
    with memory_ledger([ARTICLE]) as ledger:
        resolvers.resolve(ledger)
        past = ledger.as_of(last_run(ledger))
        for change in (
            lambda: past.add([{"id": "b", "text": "Tom left."}]),
            lambda: resolvers.resolve(past),
            lambda: past.decide("lock", "a:0-9", by="ann"),
            lambda: past.add_authority("list", list(ENTRIES)),
            past.verify,
        ):
            with pytest.raises(
                LedgerError, match=r"a ledger as it was \(run \d, ended .*open it as it is now"
            ):
                change()

        assert ledger.verify() == []
        assert ledger.add([{"id": "b", "text": "Tom left."}]).added == 1


def test_a_file_is_opened_as_it_was(tmp_path: Path) -> None:
    """Also for reading alone, under any name."""
    path = tmp_path / 'a "strange" main.duckdb'
    with provenance.open(path) as ledger:
        ledger.add([ARTICLE])
        ledger.add([{"id": "b", "text": "Tom left."}])
    for read_only in (True, False):
        with provenance.open(path, read_only=read_only, as_of="run:1") as past:
            assert past.table("articles").column("article").to_pylist() == ["a"]
            assert repr(past).startswith("<Ledger of 1 articles, run 1, ended ")


def test_two_moments_are_asked_side_by_side_and_end_with_their_ledger() -> None:
    """Each keeps its own, while questions of other moments are asked beside."""
    ledger = memory_ledger([ARTICLE])
    ledger.add([{"id": "b", "text": "Tom left."}])
    first, second = ledger.as_of(1), ledger.as_of(2)
    assert ledger.table("articles", as_of=1).num_rows == 1
    assert ledger.table("articles", as_of=2).num_rows == 2
    assert ledger.table("articles", as_of=1).num_rows == 1
    assert [past.table("articles").num_rows for past in (first, second, ledger)] == [1, 2, 2]
    ledger.close()
    with pytest.raises(LedgerError, match="this ledger is closed"):
        first.entities()


def test_of_many_articles_a_check_as_of_a_moment_wants_to_be_told_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What finds sources among many knows only now; with names it is not needed."""
    monkeypatch.setattr(candidates, "SMALL", 0)
    with memory_ledger([ARTICLE]) as ledger:
        resolvers.resolve(ledger)
        past = ledger.as_of(last_run(ledger))

        with pytest.raises(LedgerError, match=r"had 1 articles then.*: --against"):
            resolvers.check(past, ARTICLE["text"])
        there = resolvers.check(past, ARTICLE["text"], against=["a"])
        assert there == resolvers.check(ledger, ARTICLE["text"], against=["a"])
