"""A ledger as of an earlier moment answers what it answered then, whatever came afterwards."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from asked import Asked, answers, differing, draw_asked, questions
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError, NotFoundError
from provenance.questions import Questions
from provenance.testing import memory_ledger
from resolvers import reader

SENTENCES = (
    "Ada Crane said that 3 ships sank.",
    "Ada Crane, the mayor of Oslo, said that 5 ships sank.",
    "Crane denied it.",
    "Tom Crane denied that 3 ships sank.",
    "“We lost 3 ships,” A. Crane told the Daily.",
    "Mayor Crane left for Moscow.",
    "Russia and the Kremlin rejected the plan.",
    "French President Emmanuel Macron met Ada Crane.",
)
ENTRIES = (
    {"id": "Q1", "name": "Ada Crane", "type": "PER"},
    {"id": "Q2", "name": "Tom Crane", "type": "PER"},
)
Step = dict[str, Any]

_text = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
_article = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abc"),  # few, so that articles are corrected
        "text": _text,
        "source": st.sampled_from(("Daily", "Courier")),
        "published_at": st.sampled_from(("2025-09-01", "2025-09-02")),
    }
)
_decision = st.tuples(
    st.sampled_from(("same", "different")), st.integers(0, 99), st.integers(0, 99)
)
steps = st.one_of(
    _article.map(lambda a: {"add": a}),
    _article.map(lambda a: {"add": a}),
    _decision.map(lambda d: {"decide": d}),
    st.sampled_from(ENTRIES).map(lambda e: {"entry": e}),
    st.just({"reread": True}),
)


def take(ledger: Ledger, step: Step, patch: pytest.MonkeyPatch, number: int) -> None:
    """Do one thing to a ledger, and resolve it."""
    if "add" in step:
        article = step["add"]
        known = ledger.query("article_publications", articles=[article["id"]]).to_pylist()
        ledger.add([{**article, "source": known[0]["source"]} if known else article])
    elif "entry" in step:
        ledger.add_authority("list", [step["entry"]])
    elif "reread" in step:
        patch.setattr(reader, "_code_digest", lambda: f"code {number}")
    else:
        decide(ledger, *step["decide"])
    resolvers.resolve(ledger)


def decide(ledger: Ledger, verb: str, one: int, other: int) -> None:
    """Decide about two mentions, if there are as many."""
    mentions = ledger.table("mentions").to_pylist()
    if not mentions:
        return
    pair = [mentions[n % len(mentions)] for n in (one, other)]
    places = [f"{m['article']}:{m['start']}-{m['end']}" for m in pair]
    if places[0] != places[1]:
        ledger.decide(verb, *places, by="ann", about="entity")


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


def last_run(ledger: Ledger) -> int:
    """Return the number of the last run."""
    return ledger.query("last_run").to_pylist()[0]["run"]


@settings(max_examples=8, deadline=None)
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


@pytest.mark.parametrize("question", questions())
def test_every_question_takes_a_moment(question: str) -> None:
    """As its last, by name; now is meant without it."""
    parameter = inspect.signature(getattr(Questions, question)).parameters["as_of"]

    assert (parameter.kind, parameter.default) == (parameter.KEYWORD_ONLY, None)


ARTICLE = {"id": "a", "text": "Ada Crane spoke in Oslo."}


def test_no_statement_reads_rows_of_later_runs() -> None:
    """Whatever is planned over a ledger as it was, each scan of a table is bounded by the run."""
    with memory_ledger([ARTICLE]) as ledger:
        resolvers.resolve(ledger)
        past = ledger.as_of("run:1").reading_connection
        tables = ledger.connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
        ).fetchall()
        views = ledger.connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        found = {
            name: past.execute(f'SELECT max(run_id) FROM "{name}"').fetchall()
            for (name,) in tables
            if name != "meta"  # the scripts that made the file
        }

        assert {rows[0][0] for rows in found.values()} == {1, None}
        for (view,) in views:
            plan = past.execute(f'EXPLAIN (FORMAT json) SELECT * FROM "{view}"').fetchall()[0][1]
            assert plan.count("Seq Scan") <= plan.count("run_id<=1") + plan.count("run_id <= 1"), (
                view
            )


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


def test_a_ledger_as_it_was_takes_nothing_in() -> None:
    """Not an article, not a decision, not an index; now it does."""
    with memory_ledger([ARTICLE]) as ledger:
        resolvers.resolve(ledger)
        past = ledger.as_of(1)
        for change in (
            lambda: past.add([{"id": "b", "text": "Tom left."}]),
            lambda: resolvers.resolve(past),
            lambda: past.decide("lock", "a:0-9", by="ann"),
            lambda: past.add_authority("list", list(ENTRIES)),
            past.verify,
        ):
            with pytest.raises(
                LedgerError, match=r"a ledger as it was \(run 1, ended .*open it as it is now"
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
