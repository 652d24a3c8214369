"""The ledger keeps what it is given, character for character, and says so when something is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

from provenance.exceptions import LedgerError
from provenance.exports.tables import write_table
from provenance.ledger import encode
from provenance.ledger.append import append_versions
from provenance.ledger.store import Store
from provenance.records.articles import Article, Version
from provenance.records.decisions import Run
from provenance.testing import chains, texts, versions
from resolvers.storing.chains import append_chains
from resolvers.storing.entities import IdentityChanges, append_identity

NOW = datetime(2025, 9, 4, 18, 30, tzinfo=UTC)
RUN = Run(stage="test", code="0", started_at=NOW, ended_at=NOW)


def article(text: str, name: str = "a") -> Version:
    """Make a version of an article."""
    return Version(article=Article(article_id=name), text=text)


@heavy(5, search=30)
@given(st.lists(versions(), max_size=6))
def test_a_text_comes_back_as_it_went_in(items: list[Version]) -> None:
    """Whatever Unicode it holds, the text read back is the text given; another title amends it."""
    with Store.open(":memory:") as store:
        append_versions(store.writer, RUN, items)
        back = store.versions(current=False)

    first = [v for v in back if not v.amended]
    assert {v.key: v for v in first} == {v.key: v for v in reversed(items)}
    assert {(v.text, v.title) for v in back} >= {(v.text, v.title) for v in items if v.title}


@heavy(5, search=30)
@given(st.data())
def test_every_row_reaches_the_characters_it_speaks_of(data: st.DataObject) -> None:
    """Promise 1: in Python and in SQL a span's characters are its surface, and `verify` finds nothing."""
    version = article(data.draw(texts()))
    found = data.draw(chains(version))
    with Store.open(":memory:") as store:
        append_versions(store.writer, RUN, [version])
        append_chains(store.writer, RUN, reader="test", versions=[version.key], chains=found)
        rows = store.table("mentions").to_pylist()

        assert store.verify() == []
        assert all(version.text[r["start"] : r["end"]] == r["surface"] for r in rows)
        assert sum(len(c.links) for c in found) == len(rows)
        assert {c.key for c in found} == {c.key for c in store.chains()}


@heavy(4, search=20)
@given(st.data())
def test_appending_twice_changes_nothing(data: st.DataObject) -> None:
    """Evidence is known by content, so an ingest that was killed can simply run again."""
    version = article(data.draw(texts()))
    found = data.draw(chains(version))
    with Store.open(":memory:") as store:
        for _ in range(2):
            append_versions(store.writer, RUN, [version])
            append_chains(store.writer, RUN, reader="test", versions=[version.key], chains=found)
        counts = [len(store.versions()), len(store.chains()), store.table("mentions").num_rows]

    assert [1, len(found), sum(len(c.links) for c in found)] == counts


def test_an_article_with_another_text_gets_a_new_version() -> None:
    """The old text stays; what is current is the new one."""
    with Store.open(":memory:") as store:
        append_versions(store.writer, RUN, [article("Two died.")])
        append_versions(store.writer, RUN, [article("Three died.")])

        assert [v.text for v in store.versions()] == ["Three died."]
        assert [v.text for v in store.versions("a", current=False)] == ["Two died.", "Three died."]


NO_MEMBERSHIPS = encode.table(
    {"chain_id": "int64", "entity_id": "int64", "cause": "string", "margin": "double"}, []
)
FAULTY = IdentityChanges(memberships=NO_MEMBERSHIPS, events=[None])  # type: ignore[list-item]


def test_a_failed_append_leaves_nothing_behind() -> None:
    """A transaction takes its run back with it."""
    with Store.open(":memory:") as store:
        with pytest.raises(AttributeError, match="kind"):
            append_identity(store.writer, RUN, FAULTY)
        append_versions(store.writer, RUN, [article("x")])

        assert store.query("runs").num_rows == 1


@heavy(4, search=15)
@given(data=st.data())
def test_the_same_input_gives_the_same_bytes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Promise 3: exports of two ledgers made alike are equal byte for byte."""
    version = article(data.draw(texts()))
    found = data.draw(chains(version))
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("one", "two"):
        with Store.open(":memory:") as store:
            append_versions(store.writer, RUN, [version])
            append_chains(store.writer, RUN, reader="test", versions=[version.key], chains=found)
            for suffix in ("jsonl", "csv", "parquet"):
                write_table(store.table("mentions"), folder / f"{name}.{suffix}")

    for suffix in ("jsonl", "csv", "parquet"):
        assert (folder / f"one.{suffix}").read_bytes() == (folder / f"two.{suffix}").read_bytes()


def test_verify_finds_a_span_that_points_elsewhere() -> None:
    """A surface edited behind our back no longer equals its characters."""
    version = article("Peskov spoke.")
    with Store.open(":memory:") as store:
        append_versions(store.writer, RUN, [version])
        store.cursor().execute(
            "INSERT INTO mention VALUES (99, 1, 0, 6, 'Putin!', 'name', 'PER', 1, NULL, NULL, 'x', 1)"
        )
        (problem,) = [p for p in store.verify() if p.startswith("mention 99 of")]

    assert "[0:6] should be Putin! and is Peskov" in problem


def test_verify_finds_a_text_that_was_edited() -> None:
    """The text is hashed when it comes in."""
    with Store.open(":memory:") as store:
        append_versions(store.writer, RUN, [article("Two died.")])
        store.cursor().execute("UPDATE version SET text = 'Ten died.'")

        assert ["does not have its hash" in problem for problem in store.verify()] == [True, False]


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    """The message names the file and what to do."""
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (x INTEGER)")

    with pytest.raises(LedgerError, match="no spantrail ledger; name another file"):
        Store.open(other)


def test_a_text_file_is_no_ledger(tmp_path: Path) -> None:
    """A mistyped path is an error of one sentence."""
    path = tmp_path / "notes.txt"
    path.write_text(
        "not a database, but long enough to look like a file with a header of its own" * 10
    )

    with pytest.raises(LedgerError, match=r"notes\.txt"):
        Store.open(path)


def test_numbers_go_on_after_what_others_appended() -> None:
    """Two stores over one file append in turns, and one takes an append back.

    No number is given twice.
    """
    with Store.open(":memory:") as store:
        other = Store(store.cursor())
        for number, writer in enumerate([store, other, other, store, other, store]):
            append_versions(writer.writer, RUN, [article(f"{number} died.", name=f"a{number}")])
        with pytest.raises(AttributeError, match="kind"):
            append_identity(store.writer, RUN, FAULTY)
        append_versions(store.writer, RUN, [article("x")])
        numbers = [
            store.connection.execute(f"SELECT {column} FROM {table} ORDER BY ALL").fetchall()
            for table, column in (
                ("run", "run_id"),
                ("article", "article_id"),
                ("version", "version_id"),
            )
        ]

    assert numbers == [[(n,) for n in range(1, 8)]] * 3
