"""Each check of `verify` finds what it is there for, and names table and row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import example
from searching import heavy

from provenance.api import Ledger
from provenance.ledger.append import append_versions
from provenance.ledger.checks.numbers import NUMBERED
from provenance.ledger.checks.references import UNPROVEN, ForeignKey, dangling, references
from provenance.ledger.store import Store
from provenance.records.articles import Article, Version
from provenance.records.decisions import Run
from provenance.testing import texts

FOLDER = Path(__file__).parents[2] / "examples/paris_summit"
NOW = datetime(2025, 9, 4, 18, 30, tzinfo=UTC)
RUN = Run(stage="test", code="0", started_at=NOW, ended_at=NOW)
ARTICLES = [
    json.loads(line) for line in (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def made() -> Iterator[Ledger]:
    """Resolve the example corpus."""
    with example("paris_summit") as ledger:
        yield ledger


@pytest.fixture
def ledger(made: Ledger) -> Iterator[Ledger]:
    """Hand the ledger out for one edit behind its back, which is taken back afterwards."""
    made.connection.begin()
    yield made
    made.connection.rollback()


def found(ledger: Ledger, edit: str) -> str:
    """Edit a ledger behind its back and give what is found."""
    ledger.connection.execute(edit)
    return "\n".join(ledger.verify())


def test_an_untouched_ledger_has_nothing_to_report(made: Ledger) -> None:
    """Nothing is the right answer."""
    assert made.verify() == []


EDITS = [
    # words
    (
        "DELETE FROM comparison_level WHERE \"level\" = 'person_same_full_name'",
        "entity comparisons: the level name: person_same_full_name has no words",
    ),
    # numbers
    (
        "DELETE FROM mention WHERE mention_id = 3",
        "table mention: behind row 2 comes row 4; what was between is missing",
    ),
    (
        "DELETE FROM chain WHERE chain_id = 1",
        "table chain: the first row is 2; what was before it is missing",
    ),
    ("INSERT INTO article FROM article WHERE article_id = 2", "table article: row 2 stands twice"),
    (
        "UPDATE chain SET run_id = 1 WHERE chain_id = 5",
        "table chain: row 5 is of run 1, and row 4 is of run 2, which is later",
    ),
    # references
    (
        "UPDATE chain_mention SET chain_id = 99999 WHERE rowid = 4",
        "table chain_mention, row 5: its chain_id is 99999, which is no chain_id of table chain",
    ),
    (
        "UPDATE entity_event SET to_ids = ['ent-x'] WHERE rowid = 0",
        "its to_ids is ent-x, which is no entity of table entity",
    ),
    # content keys
    (
        "UPDATE version SET version = repeat('0', 64) WHERE version_id = 1",
        "version 1: its key 000000000000 is not that of its content",
    ),
    (
        "UPDATE chain SET chain = repeat('0', 64) WHERE chain_id = 7",
        "chain 7: its key 000000000000 is not that of its content",
    ),
    (
        "UPDATE claim SET claim = repeat('0', 64) WHERE claim_id = 2",
        "claim 2: its key 000000000000 is not that of its",
    ),
    (
        "UPDATE assertion SET assertion = repeat('0', 64) WHERE assertion_id = 1",
        "assertion 1: its key 000000000000 is",
    ),
    ("UPDATE entity SET entity = 'ent-x' WHERE entity_id = 1", "entity ent-x should be ent-"),
    (
        "UPDATE story SET story = 'story-x' WHERE story_id = 1",
        "story story-x should be story-",
    ),
    (
        "UPDATE origin SET origin = 'origin-x' WHERE origin_id = 1",
        "origin origin-x should be origin-",
    ),
    (
        "UPDATE proposition SET proposition = 'group-x' WHERE proposition_id = 1",
        "proposition group-x should be group-",
    ),
    (
        "UPDATE story_member SET story_id = 99 WHERE rowid = 0",
        "table story_member, row 1: its story_id is 99, which is no story_id of table story",
    ),
    # what belongs together
    (
        "UPDATE mention SET version_id = 2 WHERE mention_id = 1",
        "has mention 1 of another version",
    ),
    (
        "UPDATE claim SET version_id = version_id % 3 + 1 WHERE claim_id = 1",
        "of another version",
    ),
    ("DELETE FROM chain_reading WHERE chain_id = 4", "chain 4 is in no reading"),
    ("DELETE FROM chain_mention WHERE mention_id = 4", "mention 4 is in no chain"),
    ("DELETE FROM attribution WHERE claim_id = 4", "claim 4 is in no reading"),
    ("DELETE FROM entity_state WHERE entity_id = 1", " has no state"),
    # what no other row speaks of
    ("UPDATE feature SET value = 'x' WHERE rowid = 2", "table feature: of run 2 some of the "),
    (
        "UPDATE run SET started_at = ended_at - INTERVAL 1 DAY WHERE run_id = 2",
        "table run: of run 2 some of the 1 rows",
    ),
    ("UPDATE version SET title = 'x' WHERE version_id = 1", "table version: of run 1 some of the "),
    (
        "INSERT INTO credit VALUES (1, 'byline', 'x', NULL, NULL, 1)",
        "table credit: of run 1 there are 1 rows that it did",
    ),
    (
        "DELETE FROM feature WHERE rowid > 5",
        "table feature: of run 2 there are 6 rows, and it appended ",
    ),
    ("DELETE FROM source", "table source: of run 1 there are 0 rows, and it appended "),
    ("DELETE FROM run_rows WHERE table_name = 'feature'", "table feature: of run 2 there are "),
    (
        "INSERT INTO run_rows FROM run_rows WHERE run_id = 1 AND table_name = 'source'",
        "table run_rows: what run 1 appended to table source is told 2 times",
    ),
    # indexes
    (
        "UPDATE linking.chain SET profile_id = 99999 WHERE chain_id = 1",
        "there is no profile_id 99999 in table profile; spantrail resolve --rebuild makes the index anew",
    ),
    (
        "UPDATE coverage.text SET article_id = 99999 WHERE rowid = 0",
        "index coverage.text, row 1: there is no article_id 99999",
    ),
]


@pytest.mark.parametrize(("edit", "sentence"), EDITS, ids=[edit for edit, _ in EDITS])
def test_an_edit_is_found_where_it_was_made(ledger: Ledger, edit: str, sentence: str) -> None:
    """Table and row are named, or table and run where nothing else in the ledger speaks of the row."""
    assert sentence in found(ledger, edit)


_IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@heavy(4, search=25)
@given(st.lists(st.tuples(_IDS, texts(min_size=1), _IDS), max_size=4))
def test_keys_are_computed_again_whatever_ids_and_texts_hold(
    drawn: list[tuple[str, str, str]],
) -> None:
    """Quotes, backslashes, control characters, all of Unicode: a key is framed for the check as it was made."""
    with Store.open(":memory:") as store:
        for name, text, source in drawn:
            version = Version(article=Article(article_id=name, source=source), text=text)
            append_versions(store.writer, RUN, [version])

        assert store.verify() == []


def test_every_reference_leads_somewhere_or_says_why_not(made: Ledger) -> None:
    """A column of numbers or ids that nobody proves would be a hole that grows with the schema."""
    columns = made.connection.execute(
        "SELECT c.table_name, c.column_name FROM duckdb_columns() c JOIN duckdb_tables() t USING (table_oid)"
        " WHERE c.schema_name = 'main' AND NOT t.temporary AND (c.data_type LIKE 'BIGINT%'"
        " OR c.column_name IN ('redirect', 'speaks_for', 'from_ids', 'to_ids', 'story', 'earlier'))"
        " AND c.column_name <> c.table_name"
    ).fetchall()
    proven = {(reference.table, reference.column) for reference in references()}

    assert proven | NUMBERED.items() | UNPROVEN.keys() == set(columns)
    assert not proven & UNPROVEN.keys()


@pytest.mark.parametrize(
    "reference", list(references()), ids=lambda r: f"{r.table}.{r.column}-{r.target_column}"
)
def test_every_reference_is_looked_up(ledger: Ledger, reference: ForeignKey) -> None:
    """Each statement finds a row that leads nowhere.

    The tables that the example leaves empty get one.
    """
    table, column = reference.table, reference.column
    kind = ledger.connection.execute(
        "SELECT data_type FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ? AND column_name = ?",
        [table, column],
    ).fetchall()[0][0]
    lost = {"BIGINT": "-7", "VARCHAR": "'lost'", "VARCHAR[]": "['lost']"}[kind]
    named = "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ?"
    values = ", ".join(
        lost if name == column else _any(data_type)
        for name, data_type in ledger.connection.execute(named, [table]).fetchall()
    )
    ledger.connection.execute(f'INSERT INTO "{table}" VALUES ({values})')
    value = lost.strip("'[]")
    said = f"its {column} is {value}, which is no {reference.target_column} of table {reference.target}"

    assert said in "\n".join(dangling(ledger.connection, [reference]))


def test_all_references_are_looked_up_together(ledger: Ledger) -> None:
    """What is said of one is said of all, each in its place."""
    ledger.connection.execute("DELETE FROM chain")
    each = [said for one in references() for said in dangling(ledger.connection, [one])]

    assert {"chain_mention", "feature"} <= {said.split()[1].strip(",") for said in each}
    assert dangling(ledger.connection) == each


def _any(data_type: str) -> str:
    """Write a value of a type."""
    if data_type.endswith("[]"):
        return "[]"
    texts = {
        "BOOLEAN": "false",
        "TIMESTAMP WITH TIME ZONE": "now()",
        "DATE": "'2025-09-04'",
        "VARCHAR": "'story'",
        "BLOB": "'story'::BLOB",
    }
    return texts.get(data_type, "1")
