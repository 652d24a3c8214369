"""A connection that sees a ledger as it was at the end of a run.

Every row names its run and is never changed. So a ledger as of a run is its tables without the
rows of later runs: a temporary view of the same name stands before each table, and DuckDB finds it
first, for the views and macros of the file, too. Statements are the same now and then, and none can
forget the moment. The condition is on a column of the table itself and reaches its scan, which
passes over blocks of later runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_VARIABLE = "last_run"
_TABLES = """
SELECT current_database(), c.table_name
FROM system.main.duckdb_columns() c
JOIN system.main.duckdb_tables() t USING (table_oid, database_name)
WHERE c.database_name = current_database() AND c.schema_name = 'main' AND c.column_name = 'run_id'
ORDER BY ALL
"""


def bound(connection: duckdb.DuckDBPyConnection, run: int) -> None:
    """Hide the rows of all runs behind one from everything that a connection asks.

    Args:
        connection: to a ledger; nobody may write through it afterwards.
        run: the last run whose rows are seen.
    """
    rebound(connection, run)
    tables = connection.execute(_TABLES).fetchall()
    connection.execute("".join(_bounded_view(*names) for names in tables))


def rebound(connection: duckdb.DuckDBPyConnection, run: int) -> None:
    """Let a connection that is bound see the ledger as of another run."""
    connection.execute(f"SET VARIABLE {_VARIABLE} = $run::BIGINT", {"run": run})


def _bounded_view(database: str, table: str) -> str:
    """Write the view before a table; names cannot be bound, and these are our schema's."""
    name = _quoted_identifier(table)
    bounded = (
        f"{_quoted_identifier(database)}.main.{name} WHERE run_id <= getvariable('{_VARIABLE}')"
    )
    return f"CREATE TEMP VIEW {name} AS SELECT * FROM {bounded};"  # noqa: S608


def _quoted_identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
