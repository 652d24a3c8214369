"""Bring a ledger file up to the schema of this release, or refuse it and say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exceptions import LedgerError
from provenance.sql.catalogue import MAIN, refuse_strange
from provenance.sql.connection import MEMORY
from provenance.sql.running import run_script
from provenance.sql.scripts import BASE, Script, Scripts

if TYPE_CHECKING:
    import duckdb

_TABLES = "SELECT schema_name, table_name, column_count FROM system.main.duckdb_tables()"
_NEW = (
    "make a new ledger: `spantrail ingest` the articles into a new file, then `spantrail resolve`"
    " (ids are minted from content, so they stay)"
)


def upgrade(
    connection: duckdb.DuckDBPyConnection,
    path: object,
    known: Scripts,
    *,
    read_only: bool,
    fresh: bool = False,
) -> None:
    """Run the scripts that a ledger lacks, all in one transaction; an empty file becomes a ledger.

    Afterwards the file holds our tables, views and macros, and none besides.

    Args:
        connection: to the file.
        path: the file's name, for messages.
        known: the scripts of this release.
        read_only: refuse where scripts are lacking.
        fresh: there was no such file before: what it holds is not looked up, a third of the time in
            which a ledger is made.

    Raises:
        LedgerError: the file is no ledger, is of another release, holds what is not ours, or lacks
            scripts and is read only.
    """
    ran = None if path == MEMORY else _executed_scripts(connection, path)
    pending = [known.schema] if ran is None else _pending_migrations(ran, path, known)
    if pending and read_only:
        older = f"older than {known.schema.number}"
        found = "is empty" if ran is None else f"has schema {ran[-1][0]}, {older}"
        raise LedgerError(f"{path} {found}; open it once for writing, as `spantrail resolve` does")
    if pending:
        _run_migrations(connection, path, pending)
    if path != MEMORY and not (fresh and ran is None):  # else we have just made all that is there
        refuse_strange(connection, path, known.schema.text)


def _executed_scripts(
    connection: duckdb.DuckDBPyConnection, path: object
) -> list[tuple[int, str]] | None:
    """Return numbers and digests of the scripts that made a file; None for an empty file."""
    tables = connection.execute(_TABLES).fetchall()
    if not tables:
        return None
    width = next((columns for *name, columns in tables if name == [MAIN, "meta"]), None)
    if width not in (1, 3):
        what = "is a DuckDB file, but no spantrail ledger"
        raise LedgerError(f"{path} {what}; name another file with --ledger")
    if width == 1:
        return connection.execute("SELECT max(schema_version), '' FROM meta").fetchall()
    return connection.execute("SELECT schema_version, digest FROM meta ORDER BY ALL").fetchall()


def _pending_migrations(ran: list[tuple[int, str]], path: object, known: Scripts) -> list[Script]:
    """List the migrations that a ledger lacks."""
    if not ran or ran[0][0] is None:
        raise LedgerError(f"{path} does not say what its schema is; {_NEW}")
    base, newest = ran[0][0], ran[-1][0]
    if newest > known.schema.number:
        ours = f"this spantrail knows {known.schema.number}; install a newer one"
        raise LedgerError(f"{path} has schema {newest}, and {ours}")
    if base < BASE:
        raise LedgerError(f"{path} has schema {base}, from before the first release; {_NEW}")
    if ran != known.history(base)[: len(ran)]:
        what = "was made by scripts that are not those of this spantrail"
        raise LedgerError(f"{path} {what} (schema {newest}); {_NEW}")
    return [script for script in known.migrations if script.number > newest]


def _run_migrations(
    connection: duckdb.DuckDBPyConnection, path: object, pending: list[Script]
) -> None:
    """Run scripts and record them in one transaction: a stop leaves the file as it was."""
    import duckdb

    connection.begin()
    try:
        for script in pending:
            _run_migration(connection, script)
        connection.commit()
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        to = f"schema {pending[-1].number}, it stays as it was"
        raise LedgerError(f"cannot bring {path} to {to}: {why}") from error


def _run_migration(connection: duckdb.DuckDBPyConnection, script: Script) -> None:
    run_script(connection, script.text)
    row = (script.number, script.name, script.digest)
    connection.execute("INSERT INTO meta (schema_version, script, digest) VALUES (?, ?, ?)", row)
