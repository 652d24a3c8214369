"""Copy a ledger while another process writes to it, as it was at one moment.

DuckDB lets nobody read a file that another process has open for writing, so the bytes are copied.
What makes that safe, in DuckDB 2: a commit appends to the log beside the file; a checkpoint writes
blocks that nothing refers to, then one of two headers, then empties the log. Blocks that a header
refers to stay as they are until the next header is written. So the log is copied first, as far as
it reaches, then the file, and the copy counts only if the headers are still the same and no
checkpoint was at work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from provenance.exceptions import LedgerError
from provenance.sql.connection import connect

_HEADERS = slice(4_096, 12_288)  # two of them, behind the one that names the format
_LOG = ".wal"
_AT_WORK = (".wal.checkpoint", ".wal.recovery")  # there while a checkpoint or a recovery runs
_PATIENCE = 60.0  # seconds; a checkpoint of a large ledger takes a few
_PAUSE = 0.05


def snapshot(source: str | Path, target: str | Path) -> Path:
    """Copy a ledger to a new file, as it is at one moment, though others may be writing to it.

    What was committed before is in the copy, and a transaction is in it whole or not at all. The
    bytes are copied by another process, since a file that this one closes would lose its lock.

    Args:
        source: the ledger's file.
        target: the file to make; it must not exist.

    Returns:
        The copy's path.

    Raises:
        LedgerError: there is no such ledger, the target exists, or the ledger was written without a
            pause for a minute.
    """
    done = subprocess.run(  # noqa: S603  (our own module, and two paths)
        [sys.executable, "-m", "provenance.snapshots", os.fspath(source), os.fspath(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LedgerError(done.stderr.strip().removeprefix("spantrail: "))
    return Path(target)


def copy_ledger(source: Path, target: Path) -> None:
    """Copy a ledger in this process, which must not have it open; see `snapshot`.

    Raises:
        LedgerError: as `snapshot` does.
    """
    if not source.is_file():
        raise LedgerError(f"there is no ledger at {source}")
    if target.exists():
        raise LedgerError(f"{target} exists already; name a file that does not")
    part = target.with_name(f"{target.name}.part")
    try:
        _copy_between_checkpoints(source, part)
        _replay_log(part)
        part.replace(target)
    except OSError as error:
        raise LedgerError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        for suffix in ("", _LOG):
            _file_beside(part, suffix).unlink(missing_ok=True)


def _copy_between_checkpoints(source: Path, part: Path) -> None:
    """Copy the log and the file, again and again until no checkpoint came between."""
    given_up = time.monotonic() + _PATIENCE
    while time.monotonic() < given_up:
        before = _database_headers(source)
        if before is not None:
            _copy_log(source, part)
            shutil.copyfile(source, part)
            if _database_headers(source) == before == _database_headers(part):
                return
        time.sleep(_PAUSE)
    raise LedgerError(
        f"{source} was written to without a pause for {_PATIENCE:.0f} seconds; try again later"
    )


def _database_headers(file: Path) -> bytes | None:
    """Read both headers; None while a checkpoint or a recovery is at work."""
    if any(_file_beside(file, suffix).exists() for suffix in _AT_WORK):
        return None
    with file.open("rb") as opened:
        return opened.read(_HEADERS.stop)[_HEADERS]


def _copy_log(source: Path, part: Path) -> None:
    """Copy the log as far as it reaches now.

    What is half written at its end is left out when it is read.
    """
    copied = _file_beside(part, _LOG)
    try:
        log = _file_beside(source, _LOG).read_bytes()
    except FileNotFoundError:
        copied.unlink(missing_ok=True)
        return
    copied.write_bytes(log)


def _replay_log(part: Path) -> None:
    """Let DuckDB read the log, which makes one file of the two."""
    connect(part).close()


def _file_beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)


def _snapshot_main(source: str, target: str) -> int:
    try:
        copy_ledger(Path(source), Path(target))
    except LedgerError as error:
        print(f"spantrail: {error}", file=sys.stderr)  # noqa: T201  (the parent process reads it)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_snapshot_main(*sys.argv[1:]))
