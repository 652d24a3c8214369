"""Bytes that are no file yet: what was compressed, and the standard input."""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import attrs

from provenance.exceptions import InputError

_BLOCK = 1 << 20
_LARGE = 1 << 28  # bytes from which on growth is looked at
_GROWTH = 200  # times; text grows 3 to 20 times, and what is all alike a thousand times


@attrs.frozen
class Copy:
    """Hold where bytes were written to, and why the rest of them could not be.

    Args:
        path: the copy.
        fault: what broke off, if something did.
    """

    path: Path
    fault: InputError | None = None


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[Copy]:
    """Write what a gzip file holds to a temporary one; of a damaged file, all that comes before."""
    with tempfile.NamedTemporaryFile(prefix="spantrail-") as copy:
        fault = None
        try:
            with gzip.open(path) as packed:
                # Not in blocks of one size: of a file that breaks off, the last would be lost.
                while block := packed.read1(_BLOCK):
                    copy.write(block)
                    _check_unpacked_size(copy.tell(), path)
        except _BombError as error:
            copy.truncate(0)
            fault = InputError(str(error), file=name, hint="no text grows like this")
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            what = f"the compressed file is damaged: {error}"
            fault = InputError(what, file=name, hint="what stands before the damage was read")
        copy.flush()
        yield Copy(Path(copy.name), fault)


class _BombError(Exception):
    """Say that a file grows beyond what any text does."""


def _check_unpacked_size(size: int, path: Path) -> None:
    if size > _LARGE and size > _GROWTH * path.stat().st_size:
        raise _BombError(f"unpacked it is more than {_GROWTH} times as large")


@contextmanager
def standard_input() -> Iterator[Path]:
    """Write the standard input to a temporary file."""
    source: BinaryIO = sys.stdin.buffer
    with tempfile.NamedTemporaryFile(prefix="spantrail-") as copy:
        shutil.copyfileobj(source, copy, _BLOCK)
        copy.flush()
        yield Path(copy.name)


def head(path: Path, size: int = 65_536) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)
