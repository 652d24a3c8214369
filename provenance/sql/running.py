"""Running the fixed statements over one connection, so that a small append costs little more than what it appends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from provenance.exceptions import LedgerError
from provenance.moments import Moment
from provenance.sql import statements
from provenance.sql.row_digests import writing_digests

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

T = TypeVar("T")
_INTO = re.compile(r"^INSERT INTO (\w+)", re.MULTILINE)
_PARSED: dict[str, duckdb.Statement] = {}
_SCRIPTS: dict[str, list[duckdb.Statement]] = {}


def parsed(connection: duckdb.DuckDBPyConnection, statement: str) -> duckdb.Statement:
    """Parse a fixed statement once a process; DuckDB 2.0.0 took a tenth of the time of a small append to parse them again.

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
    """Append rows of Python values that are as a table has them; nothing is planned but one insertion."""
    if rows:
        appender = connection.appender(table)
        appender.append_rows(rows)
        appender.flush()


@cache
def written_by(name: str) -> tuple[str, ...]:
    """Return the tables that a named statement writes to."""
    return tuple(_INTO.findall(statements()[name]))


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class Statements:
    """Run named statements, those that append inside transactions."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.moment: Moment | None = None  # as of which everything is asked; None is now
        self._together = False  # several appends are one transaction
        self._counts: dict[str, Iterator[int]] = {}  # tables to the numbers of their next rows
        self._last_run = 0  # the last run that this one knows of
        self._begun = False  # whether a transaction has looked for runs of others
        self._incoming: pa.Table | None = None  # the rows that statements see as $incoming
        self._written: set[str] = set()  # the tables that the transaction wrote to
        self._first_run = 0  # the first run of the transaction

    def query(self, name: str, **parameters: object) -> pa.Table:
        """Run a named statement that reads, and give its rows as Arrow."""
        statement = parsed(self._connection, statements()[name])
        return self._connection.sql(statement, params=parameters or None).to_arrow_table()

    def _rows(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Run a named statement, and give its rows: for few of them half the time of `query`, which binds twice."""
        return self._connection.execute(
            parsed(self._connection, statements()[name]), parameters or None
        ).fetchall()

    def records(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Run a named statement, and give its few rows as dictionaries; times with a zone need `query`."""
        rows = self._rows(name, **parameters)
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
        return [kind(**dict(zip(columns, map(_frozen, row), strict=True))) for row in rows]

    def _append(
        self, name: str, incoming: pa.Table | str | None, **parameters: object
    ) -> list[tuple[Any, ...]]:
        """Run a named statement that writes, over a table, or the name of one, known to it as $incoming.

        Statements that append rows are not run when there are none; those that note or withdraw
        are.
        """
        self._written.update(written_by(name))
        if incoming is None:
            return self._rows(name, **parameters)
        if isinstance(incoming, str):
            return self._rows(name, **parameters, incoming=incoming)
        if incoming.num_rows == 0 and name.startswith("append_"):
            return []
        if incoming is not self._incoming:
            self._connection.register("incoming_rows", incoming)
            self._incoming = incoming
        return self._rows(name, **parameters, incoming="incoming_rows")

    def _insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Append rows of Python values that are as the table has them."""
        if rows:
            self._written.add(table)
        insert(self._connection, table, rows)

    def _write(self, tables: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Append rows to several tables."""
        for table, rows in tables.items():
            self._insert(table, rows)

    def _count(self, table: str) -> Iterator[int]:
        """Number new rows of a table, inside a transaction that has begun its run; its first column has the numbers."""
        if table not in self._counts:
            self._counts[table] = self._after(table)
        return self._counts[table]

    def _after(self, table: str) -> Iterator[int]:
        last = self._rows("last_number", table=table)
        yield from count(last[0][0] + 1 if last else 1)

    def _next_run(self) -> int:
        """Number a new run; where the last one is not ours, others have appended, and what was counted is counted anew."""
        if not self._begun:
            last = next(self._after("run")) - 1
            if last != self._last_run:
                self._counts.clear()
                self._last_run = last
            self._first_run = last + 1
            self._begun = True
        self._last_run += 1
        return self._last_run

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """Make one transaction of everything that is appended inside; an error takes back all of it.

        Inside another one it is a part of that.
        """
        self.refuse_past("takes nothing in")
        if self._together:
            yield
            return
        self._connection.begin()
        self._together = True
        try:
            yield
            if self._written:
                self._write_digests()
            self._forget()
            self._connection.commit()
        except BaseException:
            self._roll_back()  # first: a transaction that failed lets nothing else be done
            self._forget()
            self._counts.clear()
            self._undo()
            raise
        finally:
            self._together = False

    @contextmanager
    def tentatively(self) -> Iterator[None]:
        """Make one transaction of everything that is appended inside, and take it back."""
        self.refuse_past("takes nothing in")
        self._connection.begin()
        self._together = True
        try:
            yield
        finally:
            self._forget()
            self._counts.clear()
            self._undo()
            self._roll_back()
            self._together = False

    def refuse_past(self, what: str) -> None:
        """Refuse what cannot be done to a ledger as it was.

        Raises:
            LedgerError: this is one.
        """
        if self.moment is not None:
            raise LedgerError(f"a ledger as it was ({self.moment}) {what}; open it as it is now")

    def _write_digests(self) -> None:
        """Append the digests of what the transaction appended, by run and table."""
        statement = parsed(self._connection, writing_digests(self._written))
        self._connection.execute(statement, {"first_run": self._first_run})

    def _roll_back(self) -> None:
        """Take the transaction back; a commit that failed has done so already."""
        import duckdb

        with suppress(duckdb.TransactionException, duckdb.FatalException):
            self._connection.rollback()

    def _forget(self) -> None:
        """Let go of the rows that were appended."""
        self._begun = False
        self._written.clear()
        if self._incoming is not None:
            self._incoming = None
            self._connection.unregister("incoming_rows")

    def _undo(self) -> None:
        """Forget what was remembered of a transaction that is taken back."""
