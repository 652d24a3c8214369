"""Keys are hashes of content, so they can be computed again.

It is done here where a caller's words go in, and else in SQL, which would frame such words
otherwise: DuckDB escapes control characters in JSON by capitals, Python by small letters.
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
    strange = [
        (number, key) for number, key, *content in rows if key != content_hash(table, *content)
    ]
    return [
        f"{table} {number}: its key {key[:12]} is not that of its content"
        for number, key in strange
    ]
