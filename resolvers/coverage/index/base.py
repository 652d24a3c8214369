"""The index as tables: made when there is none that fits, and asked by named statements."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Self

from provenance.identifiers import content_hash
from provenance.sql import blocks
from provenance.sql.running import run_script
from resolvers.tables import Row, Tables

if TYPE_CHECKING:
    import duckdb

_FILES = ("index.sql", "pairing.sql", "copying.sql", "weighing.sql", "grouping.sql")


class Index(Tables):
    """Ask and write the index of one ledger, over the ledger's own connection and inside its transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, upto: int, minted: int = 0) -> None:
        super().__init__(connection, statements())
        self.upto = upto  # the last run whose rows are in the index
        self.minted = (
            minted  # the number of the youngest id of a story or an origin before this run
        )
        # The changed texts that statements see (see `pairing.note_changed`), and when those and others were published.
        self.noted: tuple[tuple[tuple[int, bool], ...], Row] | None = None

    @classmethod
    def make(cls, connection: duckdb.DuckDBPyConnection) -> Self:
        """Make an empty index."""
        run_script(
            connection, files(__package__).joinpath("tables.sql").read_text(encoding="utf-8")
        )
        return cls(connection, 0)

    @classmethod
    def open(
        cls, connection: duckdb.DuckDBPyConnection, model: str, *, rebuild: bool = False
    ) -> Self:
        """Open the index, or make it anew where there is none, or one of another model, code or DuckDB.

        Not inside a transaction: DuckDB 2.0.0 loses rows that go in bulk into a table made in the same one.

        Args:
            connection: the ledger's connection.
            model: the key of the model whose scores the index holds.
            rebuild: make it anew in any case.
        """
        wanted = fingerprint(model)
        state = _state(connection)
        if state and state[0] == wanted and not rebuild:
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

    def give_pairs(self, name: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Let statements see pairs of texts."""
        self.give_rows(name, {"a": "int64", "b": "int64"}, sorted(set(pairs)))


def _state(connection: duckdb.DuckDBPyConnection) -> Row | None:
    """Read what the index was made by and its last run; None where there is no index, or one of another form."""
    import duckdb

    try:  # to ask which tables there are took longer than all else of opening
        rows = connection.execute("SELECT fingerprint, upto, minted FROM coverage.state").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return rows[0] if rows else None  # no row: it was being made when the process ended


def has_index(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether copies and stories were ever found here; else they are left out."""
    return _state(connection) is not None


def is_made_with(connection: duckdb.DuckDBPyConnection, model: str) -> bool:
    """Tell whether the index is there, made with a model, by its key, and by this code."""
    state = _state(connection)
    return state is not None and state[0] == fingerprint(model)


@cache
def statements() -> dict[str, str]:
    """Load the index's named statements once."""
    return {
        name: statement for file in _FILES for name, statement in blocks(__package__, file).items()
    }


@cache
def fingerprint(model: str) -> str:
    """Name what an index depends on besides the ledger: the model, the code of coverage and clustering, and DuckDB."""
    import duckdb

    root = Path(__file__).parents[2]
    code = sorted(
        p
        for part in ("coverage", "identity")
        for p in (root / part).rglob("*")
        if p.suffix in {".py", ".sql", ".tsv"}
    )
    return content_hash(model, duckdb.__version__, *(p.read_bytes().hex() for p in code))
