"""Digests of what each run appended to each table: written with it, computed again by `verify`.

The digest is a sum over the rows, so that their order is free. Rows are hashed as JSON by MD5:
DuckDB's own hash changes with its versions. It proves against accidents and edits of rows, not
against whoever computes the digests again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

DIGESTS = "run_rows"

_WRITE = """
INSERT INTO run_rows (run_id, table_name, "rows", digest)
SELECT run_id, table_name, count(*), sum(md5_number_lower(line))
FROM ({lines})
GROUP BY run_id, table_name
ORDER BY run_id, table_name
"""

_COMPARE = """
WITH found AS (
    SELECT run_id, table_name, count(*) AS "rows", sum(md5_number_lower(line)) AS digest
    FROM ({lines})
    GROUP BY run_id, table_name)
SELECT table_name, run_id, r."rows", f."rows"
FROM run_rows r
FULL JOIN found f USING (run_id, table_name)
WHERE (r."rows", r.digest) IS DISTINCT FROM (f."rows", f.digest)
ORDER BY ALL
"""


def writing_digests(tables: Iterable[str]) -> str:
    """Return the statement that appends the digests of the rows of runs from $first_run on."""
    return _digest_statement(_WRITE, tuple(sorted(tables)))


def differing_digests(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the tables whose rows are not those that a run appended, one sentence each."""
    statement = _digest_statement(_COMPARE, tuple(_digested_tables(connection)))
    rows = connection.execute(statement, {"first_run": 0}).fetchall()
    return [_difference_sentence(*row) for row in rows]


def _difference_sentence(table: str, run: int, appended: int | None, found: int | None) -> str:
    what = f"table {table}: of run {run}"
    if appended is None:
        return f"{what} there are {found} rows that it did not append"
    if appended != found:
        return f"{what} there are {found or 0} rows, and it appended {appended}"
    return f"{what} some of the {found} rows are not as it appended them"


def _digested_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the ledger's tables whose rows name their run."""
    rows = connection.execute(
        "SELECT c.table_name FROM duckdb_columns() c JOIN duckdb_tables() t USING (table_oid)"
        " WHERE c.schema_name = 'main' AND c.column_name = 'run_id' AND NOT t.temporary"
        " ORDER BY ALL"
    ).fetchall()
    return [table for (table,) in rows if table != DIGESTS]


@cache
def _digest_statement(template: str, tables: tuple[str, ...]) -> str:
    """Write a statement over the rows of several tables: one for each took twice the time."""
    # Spliced are names of our own tables, which schema.sql makes.
    lines = " UNION ALL ".join(
        f"SELECT '{table}' AS table_name, run_id, to_json(t)::VARCHAR AS line"  # noqa: S608
        f' FROM main."{table}" t WHERE run_id >= $first_run'
        for table in tables
    )
    return template.format(lines=lines)
