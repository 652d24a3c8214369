"""How much does `verify` see of what is done to a ledger behind its back?

    python tests/benchmarks/tampering.py [EDITS]

Makes a ledger of the example corpora, with corrections and an authority, makes one random edit
after another in it, each taken back before the next, and prints by kind and by table how many of
them `verify` reports.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

import provenance
import resolvers
from provenance.api import Ledger

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPORA = ("paris_summit/articles", "ferry/articles", "ferry/corrected", "tenures/articles")
AUTHORITY = (
    {"id": "q1", "name": "Emmanuel Macron", "type": "person", "country": "FR"},
    {"id": "q2", "name": "Dmitry Peskov", "type": "person", "country": "RU"},
    {"id": "q3", "name": "NATO", "type": "organization"},
)
KINDS = ("change", "delete", "duplicate", "swap", "cut")
SEED = 20250904

# How a value of a type is made another one; of lists of structs the last is dropped.
_OTHER = {
    "VARCHAR": "coalesce({0}, '') || 'x'",
    "BOOLEAN": "NOT {0}",
    "BIGINT": "coalesce({0}, 0) + 1",
    "INTEGER": "coalesce({0}, 0) + 1",
    "TINYINT": "xor({0}, 1)",
    "UBIGINT": "xor({0}, 1)",
    "HUGEINT": "{0} + 1",
    "DOUBLE": "coalesce({0}, 0) + 0.125",
    "DATE": "coalesce({0} + 1, DATE '2025-09-04')",
    "TIMESTAMP WITH TIME ZONE": "coalesce({0} + INTERVAL 1 DAY, TIMESTAMPTZ '2025-09-04 12:00:00+00')",
    "VARCHAR[]": "list_append({0}, 'x')",
    "BIGINT[]": "list_append({0}, 7)",
    "STRUCT[]": "{0}[: len({0}) - 1]",
    "BLOB": "{0} || '0'::BLOB",
}


@attrs.frozen
class Table:
    """A table of the ledger, or of an index beside it, with its columns and their types."""

    schema: str
    name: str
    columns: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Name it in a statement."""
        return f'"{self.schema}"."{self.name}"'

    @property
    def is_index(self) -> bool:
        """Whether it is derived from the ledger."""
        return self.schema != "main"


PAGE = (
    "<html><head><title>Road to Orle</title></head><body><article>"
    + "<p>The road to Orle was shut on Friday, and Ada Crane said that it would stay shut.</p>" * 4
    + "</article></body></html>"
)
TOGETHER = {"id": "together", "text": "Ada Crane and Tom Reed said the road to Orle was shut."}


@contextmanager
def example() -> Iterator[Ledger]:
    """Resolve the example corpora, one after the other, with an authority."""
    with provenance.open(":memory:") as ledger:
        ledger.add_authority("example", AUTHORITY)
        for corpus in CORPORA:
            lines = (EXAMPLES / f"{corpus}.jsonl").read_text("utf-8").splitlines()
            ledger.add([json.loads(line) for line in lines])
            resolvers.resolve(ledger)
        ledger.add([TOGETHER])
        ledger.add_html(PAGE, id="page", keep_raw=True)
        resolvers.resolve(ledger)
        ledger.decide("fork", _first_name(ledger), by="Ann", reason="another of that name")
        resolvers.resolve(ledger)
        yield ledger


def _first_name(ledger: Ledger) -> str:
    """Name the place of the first mention that is a name."""
    rows = ledger.table("mentions").to_pylist()
    first = next(row for row in rows if row["kind"] == "name" and row["type"] == "PER")
    return f"{first['article']}:{first['start']}-{first['end']}"


def tables(ledger: Ledger) -> list[Table]:
    """List the tables that hold rows; `meta` is proven when a ledger is opened."""
    rows = ledger.connection.execute(
        "SELECT t.schema_name, t.table_name, list((c.column_name, c.data_type) ORDER BY c.column_index)"
        " FROM duckdb_tables() t JOIN duckdb_columns() c USING (table_oid)"
        " WHERE NOT t.temporary AND t.table_name <> 'meta' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    found = [Table(schema, name, tuple(columns)) for schema, name, columns in rows]
    return [table for table in found if count(ledger, table)]


def count(ledger: Ledger, table: Table) -> int:
    """Count the rows of a table."""
    return ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]


def edit(ledger: Ledger, table: Table, kind: str, chance: random.Random) -> str | None:
    """Make an edit of a kind in a table at random, and give its statement.

    Nothing where there is nothing to edit.
    """
    places = [
        place
        for (place,) in ledger.connection.execute(
            f"SELECT rowid FROM {table} ORDER BY rowid"
        ).fetchall()
    ]
    statement = _EDITS[kind](ledger, table, places, chance)
    if statement:
        ledger.connection.execute(statement)
    return statement


def _delete(_: Ledger, table: Table, places: list[int], chance: random.Random) -> str:
    gone = chance.sample(places, min(len(places), chance.randint(1, 3)))
    return f"DELETE FROM {table} WHERE rowid IN ({', '.join(map(str, gone))})"


def _cut(_: Ledger, table: Table, places: list[int], chance: random.Random) -> str:
    return f"DELETE FROM {table} WHERE rowid >= {places[-min(len(places), chance.randint(1, 3))]}"


def _duplicate(_: Ledger, table: Table, places: list[int], chance: random.Random) -> str:
    return f"INSERT INTO {table} SELECT * FROM {table} WHERE rowid = {chance.choice(places)}"


def _change(ledger: Ledger, table: Table, places: list[int], chance: random.Random) -> str | None:
    column, data_type = chance.choice(table.columns)
    place, name = chance.choice(places), f'"{column}"'
    kind = "STRUCT[]" if data_type.startswith("STRUCT") else data_type
    changed = _OTHER[kind].format(name)
    if kind == "VARCHAR" and chance.random() < 0.5:
        changed = f"(SELECT {name} FROM {table} WHERE rowid = {chance.choice(places)})"
    differ = f"SELECT {changed} IS DISTINCT FROM {name} FROM {table} WHERE rowid = {place}"
    if not ledger.connection.execute(differ).fetchall()[0][0]:
        return None
    return f"UPDATE {table} SET {name} = {changed} WHERE rowid = {place}"


def _swap(ledger: Ledger, table: Table, places: list[int], chance: random.Random) -> str | None:
    if len(places) < 2:
        return None
    one, other = chance.sample(places, 2)
    name = f'"{chance.choice(table.columns)[0]}"'
    rows = [f"(SELECT {name} FROM {table} WHERE rowid = {place})" for place in (one, other)]
    if not ledger.connection.execute(f"SELECT {rows[0]} IS DISTINCT FROM {rows[1]}").fetchall()[0][
        0
    ]:
        return None
    crossed = f"CASE rowid WHEN {one} THEN {rows[1]} ELSE {rows[0]} END"
    return f"UPDATE {table} SET {name} = {crossed} WHERE rowid IN ({one}, {other})"


_EDITS = {"change": _change, "delete": _delete, "duplicate": _duplicate, "swap": _swap, "cut": _cut}


@attrs.frozen
class Tried:
    """An edit that was made, and whether it was reported."""

    table: Table
    kind: str
    statement: str
    seen: bool


def attack(ledger: Ledger, targets: list[Table], edits: int) -> Iterator[Tried]:
    """Make edits, each of a random kind in a random table, and look whether `verify` reports them.

    Args:
        ledger: to be edited; every edit is taken back.
        targets: the tables.
        edits: how many.
    """
    chance = random.Random(SEED)
    while edits:
        table, kind = chance.choice(targets), chance.choice(KINDS)
        ledger.connection.begin()
        statement = edit(ledger, table, kind, chance)
        if statement:
            edits -= 1
            yield Tried(table, kind, statement, seen=bool(ledger.verify()))
        ledger.connection.rollback()


def share(tried: list[Tried]) -> float:
    """Return the share of edits that were seen."""
    return sum(one.seen for one in tried) / len(tried)


def main(edits: int) -> None:
    """Print what is seen."""
    with example() as ledger:
        start = time.perf_counter()
        problems = ledger.verify()
        print(f"untouched: {len(problems)} problems in {time.perf_counter() - start:.2f} s")
        tried = list(attack(ledger, tables(ledger), edits))
    for what, part in (("ledger", False), ("indexes", True)):
        own = [one for one in tried if one.table.is_index == part]
        print(
            f"\n{what}: {sum(one.seen for one in own)} of {len(own)} edits seen ({share(own):.0%})"
        )
        for title, key in (
            ("kind", lambda one: one.kind),
            ("table", lambda one: f"{one.table.schema}.{one.table.name}"),
        ):
            total, seen = Counter(map(key, own)), Counter(key(one) for one in own if one.seen)
            print(
                f"  by {title}: "
                + ", ".join(f"{name} {seen[name]}/{total[name]}" for name in sorted(total))
            )
    for one in tried:
        if not one.seen and not one.table.is_index:
            print(f"not seen: {one.statement}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
