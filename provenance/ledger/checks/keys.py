"""Keys are hashes of content: computed again here where a caller's words go in, else in SQL.

SQL would frame a caller's words otherwise: DuckDB escapes control characters in JSON by capitals,
Python by small letters.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from provenance.identifiers import content_hash
from provenance.records.articles import version_key
from provenance.sql import statements
from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb


def strange_keys(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List versions and chains whose keys are not those of their content, one sentence each."""
    return [
        *_wrong_keys(connection, "version", _version_key),
        *_wrong_keys(connection, "chain", partial(content_hash, "chain")),
    ]


def _version_key(article: str, text_hash: str, amended: bool, *told: str | int | None) -> str:  # noqa: FBT001  (a row)
    return version_key(article, text_hash, told if amended else None)


def _wrong_keys(
    connection: duckdb.DuckDBPyConnection, table: str, key_of: Callable[..., str]
) -> list[str]:
    rows = connection.execute(parsed(connection, statements()[f"verify_{table}_keys"])).fetchall()
    keyed = [(number, key, key_of(*content)) for number, key, *content in rows]
    strange = [(number, key) for number, key, ours in keyed if key != ours]
    why = "is not that of its content"
    return [f"{table} {number}: its key {key[:12]} {why}" for number, key in strange]
