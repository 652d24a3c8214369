"""What stands in the way of opening a DuckDB file, told as it is."""

from __future__ import annotations

import re

from provenance.exceptions import LedgerError

# DuckDB 2.0: 'IO Error: Could not set lock on file "PATH": Conflicting lock is held in PROGRAM
# (PID 7) by user NAME. …'
_LOCKED = re.compile(r'IO Error: Could not set lock on file "')
_HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.*?) ?\(?PID (?P<pid>[0-9]+)\)?")
_READER = "you would be able to open this database in read-only mode"
_OTHER_MODE = "Can't open a connection to same database file with a different configuration"


def check_path(path: str) -> None:
    """Refuse a path that DuckDB cannot be told.

    Raises:
        LedgerError: bytes of it are not UTF-8.
    """
    try:
        path.encode()
    except UnicodeEncodeError as error:
        what = "its path is not UTF-8; rename it"
        raise LedgerError(f"cannot open the ledger {path!r}: {what}") from error


def reason(message: str) -> str:
    """Say why a file could not be opened, by DuckDB's message.

    That the file is locked is read off the message's form, for a path may hold any word.
    """
    if _OTHER_MODE in message:
        return "this process has it open in another mode; close that one first"
    if not _LOCKED.match(message):
        return (message or "DuckDB does not say why").splitlines()[0]
    told = message[message.rfind('": ') :]
    holder = _HOLDER.search(told)
    who = f"another process (PID {holder['pid']})" if holder else "another process"
    program = f" (it runs {holder['program']})" if holder and holder["program"] else ""
    # Whoever reads lets others read, and whoever writes lets nobody in.
    doing = "reading" if _READER in told else "writing to"
    return f"{who} is {doing} it; wait until it has ended{program}"
