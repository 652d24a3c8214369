"""Writing over one connection: every append belongs to a run, and every run to a transaction with its digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

import attrs

from provenance.sql import statements
from provenance.sql.row_digests import writing_digests
from provenance.sql.running import Statements, insert, into, parsed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from provenance.records.decisions import Run


@attrs.define
class KnownNumbers:
    """Hold numbers that were looked up or given last, so that the next step of a run does not ask for them.

    Args:
        versions: keys of versions that were listed to be read, to their numbers.
        chained: the keys of the versions whose chains were appended last.
        chains: the keys of those chains to their numbers.
        labelled: the partitions whose levels are known to have their words.
    """

    versions: dict[str, int] = attrs.field(factory=dict)
    chained: tuple[str, ...] = ()
    chains: Mapping[str, int] = attrs.field(factory=dict)
    labelled: set[str] = attrs.field(factory=set)

    def forget_appended(self) -> None:
        """Forget what a transaction appended that is taken back; versions were there before it."""
        self.chained, self.chains = (), {}
        self.labelled.clear()


class Writer(Statements):
    """Append rows in transactions.

    What is appended is said by others: evidence by `provenance`, results by `resolvers`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self.known = KnownNumbers()
        self._together = False  # several appends are one transaction
        self._counts: dict[str, Iterator[int]] = {}  # tables to the numbers of their next rows
        self._last_run = 0  # the last run that this one knows of
        self._begun = False  # whether a transaction has looked for runs of others
        self._incoming: pa.Table | None = None  # the rows that statements see as $incoming
        self._written: set[str] = set()  # the tables that the transaction wrote to
        self._first_run = 0  # the first run of the transaction

    # --- transactions -----------------------------------------------------------------------------

    @contextmanager
    def transaction(self, run: Run) -> Iterator[int]:
        """Append a run, and give its number; it is a transaction unless one is open already."""
        with self.atomically():
            number = self._next_run_number()
            self.append("append_run", None, run_id=number, **attrs.asdict(run))
            yield number

    @contextmanager
    def atomically(self) -> Iterator[None]:
        """Make one transaction of everything that is appended inside.

        An error takes back all of it.

        Inside another one it is a part of that.
        """
        if self._together:
            yield
            return
        self._connection.begin()
        self._together = True
        try:
            yield
            if self._written:
                self._write_digests()
            self._forget_transaction()
            self._connection.commit()
        except BaseException:
            self._roll_back()  # first: a transaction that failed lets nothing else be done
            self._forget_rolled_back()
            raise
        finally:
            self._together = False

    @contextmanager
    def tentatively(self) -> Iterator[None]:
        """Make one transaction of everything that is appended inside, and take it back."""
        self._connection.begin()
        self._together = True
        try:
            yield
        finally:
            self._forget_rolled_back()
            self._roll_back()
            self._together = False

    def _next_run_number(self) -> int:
        """Number a new run; where the last one is not ours, others have appended, and what was counted is counted anew."""
        if not self._begun:
            last = next(self._numbers_after_last("run")) - 1
            if last != self._last_run:
                self.count_anew()
                self._last_run = last
            self._first_run = last + 1
            self._begun = True
        self._last_run += 1
        return self._last_run

    def _write_digests(self) -> None:
        """Append the digests of what the transaction appended, by run and table."""
        statement = parsed(self._connection, writing_digests(self._written))
        self._connection.execute(statement, {"first_run": self._first_run})

    def _roll_back(self) -> None:
        """Take the transaction back; a commit that failed has done so already."""
        import duckdb

        with suppress(duckdb.TransactionException, duckdb.FatalException):
            self._connection.rollback()

    def _forget_transaction(self) -> None:
        """Let go of the rows that were appended."""
        self._begun = False
        self._written.clear()
        if self._incoming is not None:
            self._incoming = None
            self._connection.unregister("incoming_rows")

    def _forget_rolled_back(self) -> None:
        """Let go of what was counted and given in a transaction that is taken back, too."""
        self._forget_transaction()
        self.count_anew()
        self.known.forget_appended()

    # --- rows -------------------------------------------------------------------------------------

    def append(
        self, name: str, incoming: pa.Table | str | None, **parameters: object
    ) -> list[tuple[Any, ...]]:
        """Run a named statement that writes.

        Args:
            name: the statement. Over a table without rows it is not run.
            incoming: a table, or the name of one, known to the statement as $incoming; None where
                it needs none.
            parameters: its values.

        Returns:
            What the statement returns, a row for each that is new.
        """
        self._written.update(_tables_written_by(name))
        if incoming is None:
            return self.rows(name, **parameters)
        if isinstance(incoming, str):
            return self.rows(name, **parameters, incoming=incoming)
        if incoming.num_rows == 0:
            return []
        return self.rows(name, **parameters, incoming=self._register_incoming(incoming))

    def query_of(self, name: str, incoming: pa.Table) -> pa.Table:
        """Run a named statement that reads, over a table known to it as $incoming.

        Return its rows as Arrow.
        """
        return self.query(name, incoming=self._register_incoming(incoming))

    def _register_incoming(self, incoming: pa.Table) -> str:
        """Let statements see a table until another is shown or the transaction ends.

        Return its name.
        """
        if incoming is not self._incoming:
            self._connection.register("incoming_rows", incoming)
            self._incoming = incoming
        return "incoming_rows"

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Append rows of Python values that are as the table has them."""
        if rows:
            self._written.add(table)
        insert(self._connection, table, rows)

    def write(self, tables: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Append rows to several tables."""
        for table, rows in tables.items():
            self.insert(table, rows)

    # --- numbers ----------------------------------------------------------------------------------

    def count(self, table: str) -> Iterator[int]:
        """Number new rows of a table, inside a transaction that has begun its run.

        Its first column has the numbers.
        """
        if table not in self._counts:
            self._counts[table] = self._numbers_after_last(table)
        return self._counts[table]

    def _numbers_after_last(self, table: str) -> Iterator[int]:
        last = self.rows("last_number", table=table)
        yield from count(last[0][0] + 1 if last else 1)

    def count_anew(self) -> None:
        """Look for the last number of each table again: somebody else has given some."""
        self._counts.clear()


@cache
def _tables_written_by(name: str) -> tuple[str, ...]:
    """Return the tables that a named statement writes to."""
    return into(statements()[name])
