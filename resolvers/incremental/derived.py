"""Derived indexes: tables that a ledger's rows give again, made anew where they do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from provenance.identifiers import content_hash
from provenance.sql import blocks
from provenance.sql.running import run_script
from resolvers.storing.tables import Row, Tables

if TYPE_CHECKING:
    import duckdb


class DerivedIndex(Tables):
    """Ask and write the index of one ledger, over its own connection, inside its transaction.

    It lies in a schema of its own, and says there by a fingerprint what made it. Losing it costs
    time and nothing else.

    It is not made inside a transaction: DuckDB 2.0.0 loses rows that go in bulk into a table made
    in the same one (a file, 113,293 rows).
    """

    SCHEMA: ClassVar[str]  # where its tables are
    STATE: ClassVar[str]  # the columns of what it says of itself, the fingerprint first
    PACKAGE: ClassVar[str]  # where its `tables.sql` is

    @classmethod
    def state(cls, connection: duckdb.DuckDBPyConnection) -> Row | None:
        """Return what the index says of itself; None where there is none of this form."""
        import duckdb

        try:  # to ask which tables there are took longer than all else of opening
            asked = f"SELECT {cls.STATE} FROM {cls.SCHEMA}.state"  # noqa: S608  (names of ours)
            rows = connection.execute(asked).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException):
            return None
        return rows[0] if rows else None  # no row: it was being made when the process ended

    @classmethod
    def fitting(cls, connection: duckdb.DuckDBPyConnection, fingerprint: str) -> Row | None:
        """Return what the index says of itself where it was made by what a fingerprint names."""
        state = cls.state(connection)
        return state if state and state[0] == fingerprint else None

    @classmethod
    def make_tables(cls, connection: duckdb.DuckDBPyConnection) -> None:
        """Make its tables, empty, in place of those that there are."""
        script = files(cls.PACKAGE).joinpath("tables.sql").read_text(encoding="utf-8")
        run_script(connection, script)

    def give_pairs(self, name: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Let statements see pairs of numbers under a name."""
        self.give_rows(name, {"a": "int64", "b": "int64"}, sorted(set(pairs)))


def statements_in(package: str, names: Sequence[str]) -> dict[str, str]:
    """Load the named statements of several files of a package."""
    return {name: text for file in names for name, text in blocks(package, file).items()}


def fingerprint_of(model: str, paths: Iterable[Path]) -> str:
    """Name what an index depends on besides the ledger: a model, files, and DuckDB."""
    import duckdb

    return content_hash(model, duckdb.__version__, *(path.read_bytes().hex() for path in paths))
