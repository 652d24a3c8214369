"""Ingest: files and values to versions, each refused row named, the others kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from provenance.exceptions import InputError, MissingExtraError
from provenance.ingest.compressed import head, standard_input, unpacked
from provenance.ingest.files import find_files, refusal, unnameable, unreadable
from provenance.ingest.formats import COMPRESSED, format_by_content, format_of, reader_of
from provenance.ingest.naming import STANDARD_INPUT
from provenance.ingest.options import PLAIN, File, Options
from provenance.ingest.rows import Hint, Row

__all__ = ["find_files", "read_file", "unnameable"]

_Read = Iterator[Row | InputError | Hint]


def read_file(path: Path, options: Options = PLAIN) -> _Read:
    """Read one file, yielding a row or the reason of refusal for every article in it.

    Args:
        path: the file; `-` is the standard input, whose format its first bytes tell.
        options: how to read it.
    """
    if str(path) == STANDARD_INPUT:
        with standard_input() as copy:
            told = format_by_content(head(copy))
            yield from _read_by_suffix(File(copy, STANDARD_INPUT), told, options)
    elif what := unnameable(path):
        yield InputError(what, file=str(path), hint="rename it")
    elif path.suffix.lower() == COMPRESSED:
        yield from _read_by_suffix(File.at(path), COMPRESSED, options)
    elif suffix := format_of(path):
        yield from _read_by_suffix(File.at(path), suffix, options)
    else:
        what = f"{path.suffix or 'a file without a suffix'} is no format of articles"
        yield refusal(str(path), what)


def _read_by_suffix(file: File, suffix: str, options: Options) -> _Read:
    try:
        if suffix == COMPRESSED:
            yield from _read_compressed(file, options)
        else:
            yield from reader_of(suffix)(file, options)
    except MissingExtraError as error:
        yield InputError(str(error), file=file.name)
    except OSError as error:
        yield unreadable(file.name, error)


def _read_compressed(file: File, options: Options) -> _Read:
    """Read what a gzip file holds: by its name, else by how it begins."""
    with unpacked(file.path, file.name) as copy:
        suffix = format_of(Path(file.name)) or format_by_content(head(copy.path))
        if suffix == COMPRESSED:
            yield InputError("it was compressed twice", file=file.name, hint="unpack it once")
            return
        if copy.path.stat().st_size or copy.fault is None:
            yield from reader_of(suffix)(File(copy.path, file.name), options)
        if copy.fault is not None:
            yield copy.fault
