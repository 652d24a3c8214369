"""What failed around us (disk, memory, processes) in one sentence, with what to do."""

from __future__ import annotations

import errno
import os
import re

import attrs

from resolvers.cli.statuses import FAILED, STOPPED

_KEPT = "what was finished before is kept"
_AGAIN = f"{_KEPT}; run the same command again"
_ADVICE = {
    errno.ENOSPC: f"make room on the disk; {_AGAIN}",
    errno.EDQUOT: f"your quota of the disk is used up; make room; {_AGAIN}",
    errno.EFBIG: f"the system allows no larger file here; {_AGAIN} elsewhere",
    errno.EROFS: "this place is for reading alone; name another",
    errno.EACCES: "ask for the permission, or name another file",
    errno.EPERM: "ask for the permission, or name another file",
    errno.EIO: f"the disk fails; {_KEPT}, so copy the file elsewhere",
    errno.EISDIR: "this is a folder; name a file",
    errno.ENOENT: "name a file in a folder that exists",
    errno.ENOTDIR: "name a file in a folder that exists",
    errno.ENAMETOOLONG: "name it shorter",
    errno.EMFILE: "the system allows no more open files; ask for fewer --jobs",
    errno.EAGAIN: "the system allows no more processes; ask for fewer --jobs",
    errno.ENOMEM: f"close other programs; {_AGAIN}",
}
_QUOTED = re.compile(r'file "(.+?)":')


@attrs.frozen
class Failure:
    """Say what failed, and the exit status that tells it.

    Args:
        sentence: what failed, and what to do.
        status: 1, or that of an interruption.
    """

    sentence: str
    status: int = FAILED


def failure(error: BaseException) -> Failure | None:
    """Return what failed, or None where the error is a fault of the program.

    Where DuckDB fails at something that says nothing, such as taking a transaction back, what was
    raised before tells what is wrong.
    """
    import duckdb

    found = _failure_of_error(error)
    before = error.__cause__ or error.__context__
    if found is None and isinstance(error, duckdb.Error) and before is not None:
        return failure(before)
    return found


def _failure_of_error(error: BaseException) -> Failure | None:
    from concurrent.futures.process import BrokenProcessPool

    from provenance.exceptions import SpantrailError

    if isinstance(error, SpantrailError):
        return Failure(str(error))
    if is_interruption(error):
        return Failure(f"stopped; {_AGAIN}, and it goes on from there", STOPPED)
    if isinstance(error, BrokenProcessPool):
        ended = "a process that reads was ended from outside, as happens where memory is short"
        return Failure(f"{ended}; {_AGAIN}, with fewer --jobs")
    if isinstance(error, MemoryError):
        return Failure(f"there is not enough memory; {_ADVICE[errno.ENOMEM]}")
    if isinstance(error, OSError) and error.errno is not None:
        return _system_failure(error.errno, os.fsdecode(error.filename or ""), error.strerror or "")
    return _duckdb_failure(error)


def is_interruption(error: BaseException) -> bool:
    """Whether Ctrl-C was pressed; inside a statement DuckDB 2.0 makes an error of its own of it."""
    import duckdb

    if isinstance(error, KeyboardInterrupt | duckdb.InterruptException):
        return True
    return type(error) is RuntimeError and str(error) == "Query interrupted"


def _system_failure(number: int, file: str, what: str) -> Failure:
    # A path may hold bytes that are not UTF-8.
    where = f" {file.encode(errors='backslashreplace').decode()}" if file else ""
    advice = _ADVICE.get(number, _AGAIN)
    return Failure(f"cannot read or write{where}: {what or os.strerror(number)}; {advice}")


def _duckdb_failure(error: BaseException) -> Failure | None:
    import duckdb

    if not isinstance(error, duckdb.Error):
        return None
    message = str(error)
    number = next((n for n in _ADVICE if os.strerror(n) in message), None)
    if number is not None:
        quoted = _QUOTED.search(message)
        return _system_failure(number, quoted[1] if quoted else "", os.strerror(number))
    first = message.splitlines()[0] if message else type(error).__name__
    if isinstance(error, duckdb.OutOfMemoryException):
        return Failure(f"there is not enough memory: {first}; {_ADVICE[errno.ENOMEM]}")
    if isinstance(error, duckdb.IOException):
        return Failure(f"the ledger cannot be read or written: {first}; {_KEPT}")
    return None
