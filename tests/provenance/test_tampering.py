"""Promise 8: who edits a ledger behind our back is found out, whatever the edit and the table."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from provenance.api import Ledger

PATH = Path(__file__).parents[1] / "benchmarks" / "tampering.py"
EDITS = 40  # a quarter of a minute; the benchmark makes more of them


@pytest.fixture(scope="module")
def tampering() -> ModuleType:
    """Load the benchmark, which makes the edits."""
    spec = importlib.util.spec_from_file_location("tampering", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def ledger(tampering: ModuleType) -> Iterator[Ledger]:
    """Resolve the example corpora."""
    with tampering.example() as made:
        yield made


def test_nine_in_ten_random_edits_are_seen(tampering: ModuleType, ledger: Ledger) -> None:
    """Changes, deletions, duplicates, swaps and cut tails over all tables of the ledger."""
    own = [table for table in tampering.tables(ledger) if not table.is_index]
    tried = list(tampering.attack(ledger, own, EDITS))

    assert {one.kind for one in tried} == set(tampering.KINDS)
    assert tampering.share(tried) >= 0.9, [one.statement for one in tried if not one.seen]


def test_edits_are_taken_back(tampering: ModuleType, ledger: Ledger) -> None:
    """Else the edits would be seen for the ones before them."""
    own = [table for table in tampering.tables(ledger) if not table.is_index]
    list(tampering.attack(ledger, own, 5))

    assert ledger.verify() == []


def test_every_table_of_the_ledger_is_attacked(tampering: ModuleType, ledger: Ledger) -> None:
    """A table without rows could not be edited; the example leaves none empty."""
    names = ledger.connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary AND table_name <> 'meta'"
    ).fetchall()

    assert {name for (name,) in names} == {
        t.name for t in tampering.tables(ledger) if not t.is_index
    }
