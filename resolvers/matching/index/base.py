"""The index as tables: made when there is none that fits, and asked by named statements."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from provenance.sql import blocks
from provenance.sql.running import run_script
from resolvers.tables import Row, Tables

if TYPE_CHECKING:
    import duckdb

_FILES = ("delta.sql", "pairing.sql", "grouping.sql")


class MatchIndex(Tables):
    """Ask and write the index of one ledger, over its own connection, inside its transaction.

    Args:
        connection: the ledger's connection.
        fingerprint: names what the index depends on besides the ledger.
        upto: the last run whose rows are in the index; 0 where nothing is in it yet.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, fingerprint: str, upto: int) -> None:
        super().__init__(connection, statements())
        self.fingerprint = fingerprint
        self.upto = upto

    @classmethod
    def open(
        cls, connection: duckdb.DuckDBPyConnection, fingerprint: str, *, rebuild: bool = False
    ) -> Self:
        """Open the index, or make it anew where there is none, or one made by something else.

        Not inside a transaction: DuckDB 2.0.0 loses rows that go in bulk into a table made in the
        same one.

        Args:
            connection: the ledger's connection.
            fingerprint: names what the index depends on besides the ledger.
            rebuild: make it anew in any case.
        """
        state = _state(connection)
        if state and state[0] == fingerprint and not rebuild:
            return cls(connection, fingerprint, state[1])
        run_script(
            connection, files(__package__).joinpath("tables.sql").read_text(encoding="utf-8")
        )
        index = cls(connection, fingerprint, 0)
        index.run("begin", fingerprint=fingerprint)
        return index

    def finish(self, more: int) -> None:
        """Note up to which run the index has rows, unless nothing was appended since.

        Args:
            more: how many propositions more are asserted than before.
        """
        ((newest,),) = self.rows("newest_run")
        if newest != self.upto or more:
            self.run("finish", last_run_id=newest, more=more)
            self.upto = newest

    def counts(self) -> tuple[int, int]:
        """Return how many propositions are asserted, and how many pairs conflict, updates aside."""
        ((groups,),) = self.rows("group_count")
        ((conflicts,),) = self.rows("conflict_count")
        return groups, conflicts

    def give_pairs(self, name: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Let statements see pairs of items under a name."""
        self.give_rows(name, {"a": "int64", "b": "int64"}, sorted(set(pairs)))


def noted_embedder(connection: duckdb.DuckDBPyConnection) -> Row | None:
    """Return the name, coefficient and least cosine of the embedder that the index was made with.

    None where there was none, or where there is no index, or one of another form.
    """
    import duckdb

    try:
        rows = connection.execute(
            "SELECT name, coefficient, least FROM claim_matching.embedder"
        ).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return rows[0] if rows else None


def _state(connection: duckdb.DuckDBPyConnection) -> Row | None:
    """Return what the index was made by and its last run.

    None where there is none, or one of another form.
    """
    import duckdb

    try:
        rows = connection.execute(
            "SELECT fingerprint, last_run_id FROM claim_matching.state"
        ).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return rows[0] if rows else None  # no row: it was being made when the process ended


def is_made_with(connection: duckdb.DuckDBPyConnection, fingerprint: str) -> bool:
    """Tell whether the index is there, made by what a fingerprint names."""
    state = _state(connection)
    return state is not None and state[0] == fingerprint


@cache
def statements() -> dict[str, str]:
    """Load the index's named statements once."""
    return {
        name: statement for file in _FILES for name, statement in blocks(__package__, file).items()
    }
