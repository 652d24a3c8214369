"""Ingest: files and values to versions, each refused row named, the others kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from provenance.articles import Version
from provenance.exceptions import InputError
from provenance.ingest import jsonl, table, text

_READERS = {".txt": text.read, ".jsonl": jsonl.read, ".csv": table.read_csv, ".parquet": table.read_parquet}


def find_files(paths: Iterable[str]) -> tuple[list[Path], list[InputError]]:
    """List the files behind paths, folders (searched to the bottom) and globs, in a fixed order.

    Files of other kinds inside a folder are passed over; a file that is named must be one we read.
    """
    found: dict[Path, None] = {}
    refused: list[InputError] = []
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in _READERS and p.is_file())
            if not inside:
                refused.append(_refusal(name, "the folder holds no article file"))
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        elif has_magic(name):
            matches = sorted(Path(p) for p in glob(name, recursive=True) if Path(p).is_file())  # noqa: PTH207  (Path.glob takes no absolute pattern)
            if not matches:
                refused.append(_refusal(name, "no file fits the pattern"))
            found.update(dict.fromkeys(matches))
        else:
            refused.append(_refusal(name, "there is no such file or folder"))
    return list(found), refused


def _refusal(name: str, what: str) -> InputError:
    return InputError(what, file=name, hint=f"articles come from {', '.join(sorted(_READERS))}")


def read_file(path: Path) -> Iterator[Version | InputError]:
    """Read one file, yielding a version or the reason of refusal for every article in it."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        yield _refusal(str(path), f"{path.suffix or 'a file without a suffix'} is no format of articles")
        return
    try:
        yield from reader(path)
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror or error}", file=str(path))
