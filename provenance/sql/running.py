"""Running the fixed statements over one connection, so that a small append costs little more than what it appends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from provenance.exceptions import LedgerError
from provenance.records.moments import Moment
from provenance.sql import statements

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

T = TypeVar("T")
_INTO = re.compile(r"^INSERT INTO (\w+)", re.MULTILINE)
_PARSED: dict[str, duckdb.Statement] = {}
_SCRIPTS: dict[str, list[duckdb.Statement]] = {}


def parsed(connection: duckdb.DuckDBPyConnection, statement: str) -> duckdb.Statement:
    """Parse a fixed statement once a process.

    DuckDB 2.0.0 took a tenth of the time of a small append to parse them again.

    What is parsed belongs to no connection and may be run by several at once.
    """
    found = _PARSED.get(statement)
    if found is None:
        (found,) = connection.extract_statements(statement)
        _PARSED[statement] = found
    return found


def run_script(connection: duckdb.DuckDBPyConnection, script: str) -> None:
    """Run the statements of a fixed script, parsed once a process.

    Parsing took a fifth of the time in which a ledger was made.
    """
    if script not in _SCRIPTS:
        _SCRIPTS[script] = connection.extract_statements(script)
    for statement in _SCRIPTS[script]:
        connection.execute(statement)


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]
) -> None:
    """Append rows of Python values that are as a table has them.

    Nothing is planned but one insertion.
    """
    if rows:
        appender = connection.appender(table)
        appender.append_rows(rows)
        appender.flush()


def into(statement: str) -> tuple[str, ...]:
    """Return the tables that a statement writes to."""
    return tuple(_INTO.findall(statement))


def _hashable_parameter(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class Statements:
    """Run the named statements that read over one connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.moment: Moment | None = None  # as of which everything is asked; None is now

    def query(self, name: str, **parameters: object) -> pa.Table:
        """Run a named statement that reads, and give its rows as Arrow."""
        statement = parsed(self._connection, statements()[name])
        return self._connection.sql(statement, params=parameters or None).to_arrow_table()

    def rows(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Run a named statement, and give its rows: for few of them half the time of `query`, which binds twice."""
        return self._connection.execute(
            parsed(self._connection, statements()[name]), parameters or None
        ).fetchall()

    def records(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Run a named statement, and give its few rows as dictionaries.

        Times with a zone need `query`.
        """
        rows = self.rows(name, **parameters)
        columns = [column[0] for column in self._connection.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def kept(self, name: str, **parameters: object) -> list[dict[str, Any]] | None:
        """Return what an index keeps in place of a few look-ups; None where none does."""
        del name, parameters
        return None

    def dictionaries(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Run a named statement, and give its rows as dictionaries; times with a zone are fine."""
        rows: list[dict[str, Any]] = self.query(name, **parameters).to_pylist()
        return rows

    def records_of(self, kind: type[T], name: str, **parameters: object) -> list[T]:
        """Run a named statement that reads, and make a record of each row.

        A test finds every call of this, and proves that the columns of the statement are the fields
        of the record, by name and type. So pass both as they are called, and not by variables.

        Args:
            kind: a class whose fields are called as the columns; lists become tuples.
            name: the statement.
            parameters: its values.
        """
        columns = self.query(name, **parameters).to_pydict()
        rows = zip(*columns.values(), strict=True)
        return [
            kind(**dict(zip(columns, map(_hashable_parameter, row), strict=True))) for row in rows
        ]

    def refuse_past(self, what: str) -> None:
        """Refuse what cannot be done to a ledger as it was.

        Raises:
            LedgerError: this is one.
        """
        if self.moment is not None:
            raise LedgerError(f"a ledger as it was ({self.moment}) {what}; open it as it is now")
