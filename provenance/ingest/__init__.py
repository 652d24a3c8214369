"""Ingest: files and values to versions, each refused row named, the others kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from provenance.exceptions import InputError
from provenance.ingest import csv_file, jsonl, parquet, text
from provenance.ingest.encodings import undecoded
from provenance.ingest.rows import Row

_READERS = {
    ".txt": text.read,
    ".jsonl": jsonl.read,
    ".csv": csv_file.read,
    ".parquet": parquet.read,
}


def find_files(paths: Iterable[str]) -> tuple[list[Path], list[InputError]]:
    """List the files behind paths, folders (searched to the bottom) and globs, in a fixed order.

    Files of other kinds inside a folder are passed over; a file that is named must be one we read.
    """
    found: dict[Path, None] = {}
    refused: list[InputError] = []
    for name in paths:
        try:
            files = _files_behind(name, refused)
        except OSError as error:
            refused.append(_unreadable(name, error))
            continue
        found.update(dict.fromkeys(files))
    return list(found), refused


def _files_behind(name: str, refused: list[InputError]) -> list[Path]:
    """List the files behind one argument; what cannot be read is added to the refusals."""
    path = Path(name)
    if path.is_dir():
        before = len(refused)
        inside = _files_inside(path, refused)
        if not inside and len(refused) == before:
            refused.append(_refusal(name, "the folder holds no article file"))
        return inside
    if path.is_file():
        return [path]
    if not has_magic(name):
        refused.append(_refusal(name, "there is no such file or folder"))
        return []
    # Not Path.glob, which takes no absolute pattern.
    fitting = [Path(path) for path in glob(name, recursive=True)]  # noqa: PTH207
    matches = sorted(path for path in fitting if path.is_file())
    if not matches:
        refused.append(_refusal(name, "no file fits the pattern"))
    return matches


def _files_inside(folder: Path, refused: list[InputError]) -> list[Path]:
    def note(error: OSError) -> None:
        refused.append(_unreadable(str(error.filename), error))

    walked = os.walk(folder, onerror=note)
    files = [Path(parent, name) for parent, _, names in walked for name in names]
    return sorted(path for path in files if path.suffix.lower() in _READERS and path.is_file())


def _unreadable(name: str, error: OSError) -> InputError:
    return InputError(f"cannot be read: {error.strerror or error}", file=name)


def _refusal(name: str, what: str) -> InputError:
    return InputError(what, file=name, hint=f"articles come from {', '.join(sorted(_READERS))}")


def read_file(path: Path) -> Iterator[Row | InputError]:
    """Read one file, yielding a row or the reason of refusal for every article in it."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        yield _refusal(
            str(path),
            f"{path.suffix or 'a file without a suffix'} is no format of articles",
        )
        return
    if what := unnameable(path):
        yield InputError(what, file=str(path), hint="rename it")
        return
    try:
        yield from reader(path)
    except OSError as error:
        yield _unreadable(str(path), error)


def unnameable(path: Path) -> str | None:
    """Return why a path cannot be written down: bytes in it are not UTF-8. None where it can."""
    return "the path is not UTF-8" if undecoded(str(path)) else None
