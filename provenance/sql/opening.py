"""Opening a DuckDB file: what stands in the way, told as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.exceptions import LedgerError

if TYPE_CHECKING:
    import duckdb

# DuckDB 2.0: 'IO Error: Could not set lock on file "PATH": Conflicting lock is held in PROGRAM (PID 7) by user NAME. …'
_LOCKED = re.compile(r'IO Error: Could not set lock on file "')
_HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.*?) ?\(?PID (?P<pid>[0-9]+)\)?")
_ONLY_READS = "you would be able to open this database in read-only mode"


def connect(path: str | Path, config: Mapping[str, Any], *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Connect to a DuckDB file.

    Args:
        path: the file, or ":memory:".
        config: settings of the connection.
        read_only: refuse to write; the file must exist.

    Raises:
        LedgerError: it cannot be opened; the message says why, and which process has it if one does.
    """
    import duckdb

    name = str(path)
    _check_name(name)
    try:
        return duckdb.connect(name, read_only=read_only, config=dict(config))
    except duckdb.IOException as error:
        raise LedgerError(f"cannot open the ledger {name}: {_reason(str(error))}") from error
    except duckdb.ConnectionException as error:
        why = "this process has it open in another mode; close that one first"
        raise LedgerError(f"cannot open the ledger {name}: {why}") from error
    except duckdb.Error as error:
        raise LedgerError(f"cannot open {name} as a ledger: {_first_line(error)}") from error


def _check_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise LedgerError(f"cannot open the ledger {name!r}: its path is not UTF-8; rename it") from error


def _reason(message: str) -> str:
    """Say why a file could not be opened; that it is locked is read off the message's form, for paths hold any word."""
    if not _LOCKED.match(message):
        return message.splitlines()[0].removeprefix("IO Error: ")
    told = message[message.rfind('": ') :]
    holder = _HOLDER.search(told)
    who = f"the process {holder['pid']}{_program(holder['program'])}" if holder else "another process"
    # Whoever reads lets others read, and whoever writes lets nobody in.
    return f"{who} is {'reading' if _ONLY_READS in told else 'writing to'} it; wait until it has ended"


def _program(path: str) -> str:
    return f" ({path})" if path.strip() else ""


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
