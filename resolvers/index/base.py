"""The index as tables: made when there is none that fits, and asked by named statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from provenance.columns import table
from provenance.identifiers import content_hash
from provenance.sql import blocks
from resolvers.linking.profiles import Profile
from resolvers.linking.table import lay_out

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Row = tuple[Any, ...]


class Index:
    """Ask and write the index of one ledger, over the ledger's own connection and inside its transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, upto: int) -> None:
        self._connection = connection
        self.upto = upto  # the last run whose readings are in the index
        self._profiles: dict[str, Profile] = {}

    @classmethod
    def open(cls, connection: duckdb.DuckDBPyConnection, model: str, *, rebuild: bool = False) -> Self:
        """Open the index, or make it anew where there is none, or one of another model, code or DuckDB.

        Args:
            connection: the ledger's connection.
            model: the key of the model whose scores the index holds.
            rebuild: make it anew in any case.
        """
        wanted = fingerprint(model)
        found = connection.execute("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'linking' AND table_name = 'state'")
        state = connection.execute("SELECT fingerprint, upto FROM linking.state").fetchall() if found.fetchall() else []
        if state and state[0][0] == wanted and not rebuild:
            return cls(connection, state[0][1])
        connection.execute(files(__package__).joinpath("tables.sql").read_text(encoding="utf-8"))
        index = cls(connection, 0)
        index.give("row", _no_profiles())
        index.run("make_profiles")
        index.run("begin_entities")
        index.run("begin_edges")
        index.run("begin_ties")
        index.run("begin", fingerprint=wanted)
        return index

    def rows(self, name: str, **values: object) -> list[Row]:
        """Run a named statement and give its rows."""
        return self._connection.execute(statements()[name], values or None).fetchall()

    def arrow(self, name: str, **values: object) -> pa.Table:
        """Run a named statement and give its rows as Arrow."""
        return self._connection.sql(statements()[name], params=values or None).to_arrow_table()

    def run(self, name: str, **values: object) -> None:
        """Run a named statement that writes."""
        self._connection.execute(statements()[name], values or None).fetchall()

    def profile(self, features: str) -> Profile:
        """Read a profile as the ledger keeps it; a profile is asked for by several steps and read once."""
        found = self._profiles.get(features)
        if found is None:
            values: dict[str, Any] = json.loads(features)
            frozen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
            found = Profile(**frozen)
            self._profiles[features] = found
        return found

    def give(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Let statements see rows under a name, until others are given under it."""
        self._connection.register(name, rows)

    def give_rows(self, name: str, kinds: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Let statements see rows of Python values, typed as `provenance.columns.table` wants it."""
        self.give(name, table(kinds, rows))

    def give_ids(self, name: str, ids: Iterable[int]) -> None:
        """Let statements see numbers of profiles."""
        self.give_rows(name, {"profile_id": "int64"}, [(number,) for number in sorted(set(ids))])


@cache
def statements() -> dict[str, str]:
    """Load the index's named statements once, those that write postings made from the blocking rules among them."""
    from resolvers.index.postings import posting_statements

    return {**blocks(__package__, "index.sql"), **posting_statements()}


@cache
def fingerprint(model: str) -> str:
    """Name what an index depends on besides the ledger: the model, the code of linking and identity, and DuckDB."""
    import duckdb

    root = Path(__file__).parent.parent
    code = [
        p
        for part in ("linking", "identity", "index")
        for p in sorted((root / part).glob("*"))
        if p.suffix in {".py", ".sql"}
    ]
    lists = sorted((root / "reading").glob("data/*.tsv"))
    return content_hash(model, duckdb.__version__, *(p.read_bytes().hex() for p in (*code, *lists)))


def _no_profiles() -> pa.Table:
    import pyarrow as pa

    return lay_out({}, {}).add_column(0, "profile_id", pa.array([], pa.int64()))
