"""Keys are hashes of content: computed again here where a caller's words go in, else in SQL.

SQL would frame a caller's words otherwise: DuckDB escapes control characters in JSON by capitals,
Python by small letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.identifiers import content_hash
from provenance.sql import statements

if TYPE_CHECKING:
    import duckdb


def strange_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List versions and chains whose keys are not those of their content, one sentence each."""
    return _strange(connection, "version") + _strange(connection, "chain")


def _strange(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(statements()[f"verify_{table}_keys"]).fetchall()
    keyed = [(number, key, content_hash(table, *content)) for number, key, *content in rows]
    strange = [(number, key) for number, key, ours in keyed if key != ours]
    why = "is not that of its content"
    return [f"{table} {number}: its key {key[:12]} {why}" for number, key in strange]
