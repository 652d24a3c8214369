"""What a ledger holds besides rows: its views and macros must be ours, for reading it runs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import LedgerError
from provenance.sql import statements
from provenance.sql.connection import connect
from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb

MAIN = "main"
_BUILT_IN = {"system", "temp"}
_LOOKUP = re.compile(r'CREATE INDEX \w+ ON [\w"]+\([\w"]+\);')
_DERIVED = {
    "schema",
    "table",
    "index",
}  # what the other schemas of a ledger, indexes made from it, may hold
_KNOWN = "catalogues.tsv"


@attrs.frozen(order=True)
class Definition:
    """A table, view, macro, index, sequence, type, trigger or schema.

    Args:
        kind: which of these.
        schema: the schema that it is in.
        name: its name.
        text: the SQL that makes it.
    """

    kind: str
    schema: str
    name: str
    text: str

    def __str__(self) -> str:
        """Name it in a message."""
        return f"{self.kind.replace('_', ' ')} {self.schema}.{self.name}"


def definitions(connection: duckdb.DuckDBPyConnection) -> list[Definition]:
    """List what a database holds besides rows, sorted."""
    rows = connection.execute(parsed(connection, statements()["catalogue"])).fetchall()
    found = [
        Definition(kind, schema, name, f"{text} {parameters or ''}".strip())
        for database, kind, schema, name, text, parameters in rows
        if database not in _BUILT_IN
    ]
    return sorted(found)


def differences(connection: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """List what a ledger holds that its schema does not make, and what it lacks, one sentence each.

    Plain indexes and, in schemas of their own, plain tables are let pass: they are made from the
    ledger's rows.

    Args:
        connection: to the ledger.
        schema: the text of schema.sql.
    """
    found = [
        definition
        for definition in definitions(connection)
        if not _is_derived_definition(definition)
    ]
    if digest(found) == _known_digest(schema):
        return []
    ours = _definitions_of_schema(schema)
    strange = [f"the {one} is not what this spantrail makes" for one in found if one not in ours]
    named = {(one.kind, one.schema, one.name) for one in found}
    lacking = [one for one in ours if (one.kind, one.schema, one.name) not in named]
    return strange + [f"the {one} is missing" for one in lacking]


def refuse_strange(connection: duckdb.DuckDBPyConnection, path: object, schema: str) -> None:
    """Refuse a ledger whose views, macros or tables are not those that its schema makes.

    Raises:
        LedgerError: something is there that is not ours, or ours is not there.
    """
    if found := differences(connection, schema):
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        hint = "take a copy that nobody changed"
        raise LedgerError(f"{path} was changed by something else: {found[0]}{more}; {hint}")


def digest(found: Sequence[Definition]) -> str:
    """Return the SHA-256 of definitions, in hexadecimal digits."""
    return sha256(repr([attrs.astuple(definition) for definition in found]).encode()).hexdigest()


def _is_derived_definition(definition: Definition) -> bool:
    if definition.schema == MAIN:
        return definition.kind == "index" and _LOOKUP.fullmatch(definition.text) is not None
    return definition.kind in _DERIVED


@cache
def _known_digest(schema: str) -> str | None:
    """Return the digest of what a schema makes, if it is written down: to make it takes 60 ms."""
    import duckdb

    made = sha256(schema.encode()).hexdigest()
    lines = files(__package__).joinpath(_KNOWN).read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines]
    known = {(version, script): found for version, script, found in fields}
    return known.get((duckdb.__version__, made))


@cache
def _definitions_of_schema(schema: str) -> list[Definition]:
    """List what a schema makes of an empty database."""
    with connect() as connection:
        connection.execute(schema)
        return definitions(connection)


def known_line(schema: str) -> str:
    """Write the line of catalogues.tsv that holds for a schema and the DuckDB that is installed."""
    import duckdb

    made = sha256(schema.encode()).hexdigest()
    return f"{duckdb.__version__}\t{made}\t{digest(_definitions_of_schema(schema))}"


if __name__ == "__main__":
    from provenance.sql.scripts import scripts

    print(known_line(scripts().schema.text))  # noqa: T201  (a script)
