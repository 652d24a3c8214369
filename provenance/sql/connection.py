"""The one place that connects to DuckDB.

No file but the database's own is read or written, and no network is asked.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.exceptions import LedgerError
from provenance.sql.opening import check_path, reason

if TYPE_CHECKING:
    import duckdb

MEMORY = ":memory:"
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,  # no other file, no ATTACH, no COPY
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,  # a name in SQL never is a variable of Python
    "allowed_configs": ["threads", "memory_limit"],
    # Bytes, of files made anew. DuckDB's own 262,144 are a block for every column of every small
    # table: 120 articles took 24 MB with them, 10 with these, and 9 with 16,384. In smaller blocks
    # than these no 64-bit number is packed: 900 full-length articles took 71 kB each with 16,384,
    # 69 with 32,768, 54 with these, 59 with 131,072.
    "default_block_size": 65_536,
}
_SCHEME = re.compile(r"[\w+.-]{2,}:")  # two characters: C: is a drive
_SIGNATURE = slice(8, 12)  # of a DuckDB file, behind a checksum


def connect(
    path: str | Path = MEMORY, *, read_only: bool = False, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """Connect to a DuckDB file, or to an empty database in memory.

    Afterwards nothing but the number of threads and the limit of memory can be set: what a
    stranger's file holds can neither read nor write other files, nor load an extension. Times are
    UTC.

    Args:
        path: the file; a path with a scheme (`md:x`, `s3://…`) is none.
        read_only: refuse to write; the file must exist.
        threads: how many work on a statement; as many as there are cores where nothing is said.

    Raises:
        LedgerError: the path names no DuckDB file, or another process holds it.
    """
    import duckdb

    settings = SETTINGS if threads is None else {**SETTINGS, "threads": threads}
    try:
        connection = duckdb.connect(_database_file(path), read_only=read_only, config=settings)
        _lock_settings(connection)
    except (duckdb.Error, OSError) as error:
        raise LedgerError(f"cannot open the ledger {path}: {reason(str(error))}") from error
    return connection


def _lock_settings(connection: duckdb.DuckDBPyConnection) -> None:
    """Set the time zone for all cursors and lock the settings, unless an earlier opening did."""
    ((locked,),) = connection.execute("SELECT current_setting('lock_configuration')").fetchall()
    if not locked:
        connection.execute("SET GLOBAL TimeZone = 'UTC'; SET GLOBAL lock_configuration = true")


def _database_file(path: str | Path) -> str:
    """Return the absolute path of a DuckDB file, or of one that is to be made."""
    name = os.fspath(path)
    check_path(name)
    if name == MEMORY:
        return name
    if not name or _SCHEME.match(name) or name.startswith(":"):
        raise LedgerError(
            f"cannot open the ledger {name!r}: it names no file;"
            f" write ./{name} for a file of that name"
        )
    file = Path(name).absolute()
    if file.is_file():
        with file.open("rb") as opened:
            head = opened.read(_SIGNATURE.stop)
        if head[_SIGNATURE] != b"DUCK":
            raise LedgerError(
                f"cannot open the ledger {name}: it is no DuckDB file; name another with --ledger"
            )
    return str(file)
