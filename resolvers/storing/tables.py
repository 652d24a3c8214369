"""Tables of one's own beside a ledger, asked and written by named statements."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from provenance.ledger.encode import table
from provenance.sql.running import insert, parsed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Row = tuple[Any, ...]
Item = TypeVar("Item")
_MADE = re.compile(r"CREATE OR REPLACE TEMP TABLE (\w+)")


def in_blocks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Cut a sequence into blocks of a size; the last one may be smaller."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


@contextmanager
def one_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Run statements in one thread for a while.

    Over a few rows, a second one cost a tenth of the time (DuckDB 2.0.0). The setting is the
    database's and not the connection's; afterwards it is what it was.
    """
    ((before,),) = connection.execute("SELECT current_setting('threads')").fetchall()
    connection.execute("SET threads = 1")
    try:
        yield
    finally:
        connection.execute("SET threads = $before", {"before": before})


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave cycles alone for a while.

    There are few, and walking millions of records took a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Tables:
    """Run named statements, each parsed once a process.

    They run inside whatever transaction the connection is in.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, statements: Mapping[str, str]
    ) -> None:
        self._connection = connection
        self._statements = statements
        self._given: set[str] = set()  # names under which statements see rows

    def rows(self, name: str, **values: object) -> list[Row]:
        """Run a named statement and give its rows."""
        return self._connection.execute(
            parsed(self._connection, self._statements[name]), values or None
        ).fetchall()

    def arrow(self, name: str, **values: object) -> pa.Table:
        """Run a named statement and give its rows as Arrow."""
        return self._connection.sql(
            parsed(self._connection, self._statements[name]), params=values or None
        ).to_arrow_table()

    def run(self, *names: str, **values: object) -> None:
        """Run named statements that write."""
        for name in names:
            self.rows(name, **values)

    def give(self, name: str, rows: pa.Table | pa.RecordBatchReader) -> None:
        """Let statements see rows under a name, until others are given under it."""
        self._connection.register(name, rows)
        self._given.add(name)

    def let_go(self) -> None:
        """Drop what was given, and the temporary tables that statements made of it.

        The connection keeps both until others come under their names: 80 MB of 900 full-length
        articles. Not while a statement needs them.
        """
        for name in self._given:
            self._connection.unregister(name)
        self._given.clear()
        for name in sorted(set(_MADE.findall("\n".join(self._statements.values())))):
            self._connection.execute(f"DROP TABLE IF EXISTS temp.main.{name}")

    def give_rows(self, name: str, kinds: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Let statements see rows of Python values, as `provenance.ledger.encode.table` wants them."""
        self.give(name, table(kinds, rows))

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Append rows of Python values that are as a table has them."""
        insert(self._connection, table, rows)
