"""The examples resolve to the rows that are kept as digests, and differences are told in full."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import digests
import pytest
from corpora import EXAMPLE_CORPORA, resolved
from differences import NATURAL_KEYS, canonical, difference, key_of
from hypothesis import given
from hypothesis import strategies as st

Row = dict[str, Any]

DIFFERS = """
The exports of an example changed. If they should, say in the commit which rows and why:

    python tests/net/digests.py run FOLDER         here, and before the change to another folder
    python tests/net/digests.py compare OLD NEW    prints the rows
    python tests/net/digests.py renew              keeps the new digests
"""
ROWS = st.lists(
    st.fixed_dictionaries(
        {"article": st.sampled_from("ab"), "start": st.integers(0, 1), "end": st.just(2)},
        optional={"entity": st.sampled_from("xyz"), "probability": st.just(0.5)},
    ),
    max_size=6,
)


def rows(article: str = "a", **columns: object) -> list[Row]:
    """Write a table of one mention."""
    return [{"article": article, "start": 0, "end": 5} | columns]


def counted(table: list[Row]) -> Counter[str]:
    """Count the rows of a table."""
    return Counter(map(canonical, table))


def keys(table: list[Row]) -> list[str]:
    """List the natural keys of mentions."""
    return [key_of("mentions", row) for row in table]


def folder_of(path: Path, name: str, mentions: list[Row]) -> Path:
    """Keep a table of mentions in a folder."""
    folder = path / name
    digests.write_digests(folder, {"a": {"mentions": digests.keep(folder, "mentions", mentions)}})
    return folder


@pytest.mark.parametrize("corpus", EXAMPLE_CORPORA[:2], ids=lambda corpus: corpus.__name__)
def test_the_examples_resolve_to_the_rows_that_are_kept(corpus: Any, tmp_path: Path) -> None:
    """No row of any export changes unseen."""
    name = corpus.__name__
    tables = {t: digests.keep(tmp_path, t, r) for t, r in resolved(corpus()).items()}
    digests.write_digests(tmp_path, {name: tables})

    changed = list(digests.compare(digests.KEPT, tmp_path))

    assert changed == [], "\n".join([*changed, DIFFERS])


def test_every_corpus_has_digests_of_every_table_and_no_text() -> None:
    """Texts belong to their publishers; hashes, numbers and columns are all that is kept."""
    kept = json.loads((digests.KEPT / "digests.json").read_text("utf-8"))

    assert set(kept) == set(digests.CORPORA)
    assert {table for tables in kept.values() for table in tables} == set(NATURAL_KEYS)
    assert all(set(t) == {"digest", "rows", "columns"} for ts in kept.values() for t in ts.values())


def test_natural_keys_name_columns_that_are_there() -> None:
    """A key that names a column which has gone would pair no rows."""
    for tables in digests.read_digests(digests.KEPT).values():
        for name, table in tables.items():
            assert not table.rows or set(NATURAL_KEYS[name]) <= set(table.columns)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder for tables of any number."""
    return tmp_path_factory.mktemp("kept")


@given(table=ROWS)
def test_rows_are_kept_by_their_content(folder: Path, table: list[Row]) -> None:
    """The order in which they came, and that of their columns, changes nothing."""
    turned = [dict(reversed(row.items())) for row in reversed(table)]
    one, two = (digests.keep(folder, "mentions", order) for order in (table, turned))
    path = digests.rows_path(folder, one.digest)
    stored = digests.rows_of(one.digest, [folder])

    assert one.digest == two.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert counted(stored) == counted(table)


@given(ROWS, ROWS)
def test_a_difference_leads_from_old_to_new(before: list[Row], after: list[Row]) -> None:
    """No row is told twice or left out, and rows of one key alone are a pair."""
    found = difference("mentions", before, after)
    old, new = ([pair[side] for pair in found.changed] for side in (0, 1))
    gone, there = counted([*found.went, *old]), counted([*found.came, *new])

    assert gone - counted(before) == Counter()
    assert counted(before) - gone + there == counted(after)
    assert keys(old) == keys(new)
    assert not counted(old) & counted(new)
    assert not set(keys(found.came)) & set(keys(found.went))


@given(ROWS)
def test_a_table_does_not_differ_from_itself(table: list[Row]) -> None:
    """In any order."""
    found = difference("mentions", table, table[::-1])

    assert (found.came, found.went, found.changed) == ([], [], [])


def test_a_change_is_told_with_its_columns_and_values(tmp_path: Path) -> None:
    """The natural key, then each column with what it was."""
    before = folder_of(tmp_path, "before", [*rows(entity="x"), *rows("b")])
    after = folder_of(tmp_path, "after", [*rows(entity="y"), *rows("c")])

    assert list(digests.compare(before, after)) == [
        "a mentions: 2 rows, before 2",
        "  1 came, 1 went, 1 changed (entity 1)",
        '  + {"article":"c","end":5,"start":0}',
        '  - {"article":"b","end":5,"start":0}',
        '  ~ ["a",0,5]',
        '      entity: "x" → "y"',
    ]


def test_rows_that_are_in_no_folder_are_asked_for(tmp_path: Path) -> None:
    """The digests alone tell that a table changed, and how many rows it has."""
    before, after = (folder_of(tmp_path, n, rows(entity=n)) for n in ("before", "after"))
    for path in (before / "rows").iterdir():
        path.unlink()

    title, missing = digests.compare(before, after)

    assert title == "a mentions: 1 rows, before 1"
    assert "no folder has the rows of" in missing


def test_a_table_that_is_new_or_gone_is_named(tmp_path: Path) -> None:
    """A table that the command does not export any more is no silence."""
    before = folder_of(tmp_path, "before", rows())
    after = tmp_path / "after"
    digests.write_digests(after, {"a": {"events": digests.keep(after, "events", rows())}})

    assert list(digests.compare(before, after)) == ["a mentions: gone", "a events: new"]
