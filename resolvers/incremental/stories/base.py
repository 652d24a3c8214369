"""The index as tables: made when there is none that fits, and asked by named statements."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Self

from resolvers.incremental.derived import DerivedIndex, fingerprint_of, statements_in
from resolvers.storing.source_files import source_files
from resolvers.storing.tables import Row

if TYPE_CHECKING:
    import duckdb

_FILES = ("index.sql", "pairing.sql", "copying.sql", "weighing.sql", "grouping.sql")


class StoryIndex(DerivedIndex):
    """Ask and write what coverage derives: texts, their terms and shingles, pairs and stories."""

    SCHEMA = "coverage"
    STATE = "fingerprint, upto, minted"
    PACKAGE = "resolvers.incremental.stories"

    def __init__(self, connection: duckdb.DuckDBPyConnection, upto: int, minted: int = 0) -> None:
        super().__init__(connection, statements())
        self.upto = upto  # the last run whose rows are in the index
        self.minted = (
            minted  # the number of the youngest id of a story or an origin before this run
        )
        # The changed texts that statements see (see `pairing.note_changed`), and when those and
        # others were published.
        self.noted: tuple[tuple[tuple[int, bool], ...], Row] | None = None

    @classmethod
    def make(cls, connection: duckdb.DuckDBPyConnection) -> Self:
        """Make an empty index."""
        cls.make_tables(connection)
        return cls(connection, 0)

    @classmethod
    def open(
        cls, connection: duckdb.DuckDBPyConnection, model: str, *, rebuild: bool = False
    ) -> Self:
        """Open the index, or make it anew where there is none, or one of another model, code or DuckDB.

        Args:
            connection: the ledger's connection.
            model: the key of the model whose scores the index holds.
            rebuild: make it anew in any case.
        """
        wanted = fingerprint(model)
        state = cls.fitting(connection, wanted)
        if state and not rebuild:
            return cls(connection, *state[1:])
        index = cls.make(connection)
        for name in (
            "begin_copies",
            "begin_told",
            "begin_minted",
            "begin_members",
            "begin_relations",
        ):
            index.run(name)
        ((minted,),) = index.rows("begin", fingerprint=wanted)
        return cls(connection, 0, minted)


def has_index(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether copies and stories were ever found here; else they are left out."""
    return StoryIndex.state(connection) is not None


def is_made_with(connection: duckdb.DuckDBPyConnection, model: str) -> bool:
    """Whether the index is there, made with a model, by its key, and by this code."""
    return StoryIndex.fitting(connection, fingerprint(model)) is not None


@cache
def statements() -> dict[str, str]:
    """Load the index's named statements once."""
    return statements_in(__package__, _FILES)


@cache
def fingerprint(model: str) -> str:
    """Name what an index depends on besides the ledger: the model, the code of coverage and clustering, and DuckDB."""
    code = ("stories", "reuse", "clusters", "linking/weights.py", "incremental/stories", "text")
    return fingerprint_of(model, source_files(*code))
