"""Indexes beside the ledger are made from its rows: their numbers must be those of such rows.

What else they hold is not proven: `spantrail resolve --rebuild` makes them anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.ledger.checks.numbers import NUMBERED

if TYPE_CHECKING:
    import duckdb

_NAME = re.compile(r"[a-z_]+")  # the names come from the file and go into a statement
_SHARED = "group_id"  # which several tables number by
_TARGETS = {column: table for table, column in NUMBERED.items() if column != _SHARED}


def strange_in_indexes(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List rows of indexes that speak of a row that the ledger does not have, one sentence each."""
    columns = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns()"
        " WHERE schema_name <> 'main' AND database_name = current_database() AND NOT internal"
        " ORDER BY ALL"
    ).fetchall()
    own = [(*place, column) for *place, column in columns if column in _TARGETS]
    named = [names for names in own if all(map(_NAME.fullmatch, names))]
    return [sentence for names in named for sentence in _dangling_index_rows(connection, *names)]


def _dangling_index_rows(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str, column: str
) -> list[str]:
    target = _TARGETS[column]
    rows = connection.execute(f"""
        SELECT rowid, "{column}"
        FROM "{schema}"."{table}"
        WHERE "{column}" IS NOT NULL AND "{column}" NOT IN (SELECT "{column}" FROM main."{target}")
        ORDER BY ALL
    """).fetchall()  # noqa: S608
    index, lacking = f"index {schema}.{table}", f"there is no {column}"
    hint = "spantrail resolve --rebuild makes the index anew"
    return [
        f"{index}, row {place + 1}: {lacking} {value} in table {target}; {hint}"
        for place, value in rows
    ]
