"""What `verify` proves of a ledger's rows, a kind a module; a finding names table and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.ledger.checks.derived import strange_in_indexes
from provenance.ledger.checks.judged import strange_decisions
from provenance.ledger.checks.keys import strange_keys
from provenance.ledger.checks.minted import strange_ids
from provenance.ledger.checks.numbers import gaps
from provenance.ledger.checks.pages import strange_pages
from provenance.ledger.checks.references import dangling
from provenance.sql.row_digests import differing_digests

if TYPE_CHECKING:
    import duckdb


def findings(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List what does not hold of numbers, references, keys, decisions, pages, rows and indexes."""
    return [
        *gaps(connection),
        *dangling(connection),
        *strange_keys(connection),
        *strange_ids(connection),
        *strange_decisions(connection),
        *strange_pages(connection),
        *differing_digests(connection),
        *strange_in_indexes(connection),
    ]
