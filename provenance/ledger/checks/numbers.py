"""Numbers of rows: 1 and on without a gap, each once, in the order of the runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb

NUMBERED = {
    "run": "run_id",
    "source": "source_id",
    "article": "article_id",
    "version": "version_id",
    "mention": "mention_id",
    "chain": "chain_id",
    "profile": "profile_id",
    "comparison": "comparison_id",
    "entity": "entity_id",
    "claim": "claim_id",
    "story": "story_id",
    "origin": "origin_id",
    "authority_entry": "entry_id",
    "assertion": "assertion_id",
    "proposition": "proposition_id",
    "decision": "decision_id",
}


def gaps(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List where numbers leave a gap, come twice, or are of an earlier run than the one before."""
    found = [_gaps_in_column(connection, table, column) for table, column in NUMBERED.items()]
    return [sentence for sentences in found for sentence in sentences]


def _gaps_in_column(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    # Spliced are names of our own tables and columns.
    statement = f"""
        SELECT number, before, run, run_before
        FROM (
            SELECT "{column}" AS number, lag("{column}", 1, 0) OVER places AS before, run_id AS run,
                   lag(run_id, 1, 0) OVER places AS run_before
            FROM main."{table}"
            WINDOW places AS (ORDER BY "{column}", run_id))
        WHERE number <> before + 1 OR run < run_before
        ORDER BY ALL
    """  # noqa: S608
    rows = connection.execute(parsed(connection, statement)).fetchall()
    return [f"table {table}: {_gap_sentence(*row)}" for row in rows]


def _gap_sentence(number: int, before: int, run: int, run_before: int) -> str:
    if number == before:
        return f"row {number} stands twice"
    if number == before + 1:
        later = f"row {before} is of run {run_before}, which is later"
        return f"row {number} is of run {run}, and {later}"
    if before == 0:
        return f"the first row is {number}; what was before it is missing"
    return f"behind row {before} comes row {number}; what was between is missing"
