"""The index as tables: made when there is none that fits, and asked by named statements."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Self

from resolvers.incremental.derived import DerivedIndex, statements_in
from resolvers.storing.tables import Row

if TYPE_CHECKING:
    import duckdb

_FILES = ("delta.sql", "pairing.sql", "grouping.sql")


class MatchIndex(DerivedIndex):
    """Ask and write what matching derives: assertions, their terms, scored pairs and groups.

    Args:
        connection: the ledger's connection.
        fingerprint: names what the index depends on besides the ledger.
        upto: the last run whose rows are in the index; 0 where nothing is in it yet.
    """

    SCHEMA = "claim_matching"
    STATE = "fingerprint, last_run_id"
    PACKAGE = "resolvers.incremental.claims"

    def __init__(self, connection: duckdb.DuckDBPyConnection, fingerprint: str, upto: int) -> None:
        super().__init__(connection, statements())
        self.fingerprint = fingerprint
        self.upto = upto

    @classmethod
    def open(
        cls, connection: duckdb.DuckDBPyConnection, fingerprint: str, *, rebuild: bool = False
    ) -> Self:
        """Open the index, or make it anew where there is none, or one made by something else.

        Args:
            connection: the ledger's connection.
            fingerprint: names what the index depends on besides the ledger.
            rebuild: make it anew in any case.
        """
        state = cls.fitting(connection, fingerprint)
        if state and not rebuild:
            return cls(connection, fingerprint, state[1])
        cls.make_tables(connection)
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


@cache
def statements() -> dict[str, str]:
    """Load the index's named statements once."""
    return statements_in(__package__, _FILES)
