"""Which files are meant by paths, folders and globs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from glob import glob, has_magic
from pathlib import Path

from provenance.exceptions import InputError
from provenance.ingest.encodings import undecoded
from provenance.ingest.formats import format_of, is_article_file, known_suffixes
from provenance.ingest.naming import STANDARD_INPUT
from provenance.ingest.sidecars import is_sidecar


def find_files(paths: Iterable[str]) -> tuple[list[Path], list[InputError]]:
    """List the files behind paths, folders (searched to the bottom) and globs, in a fixed order.

    Files of other kinds inside a folder are passed over; a file that is named must be one we read.
    Metadata beside a text are no article. `-` is the standard input.
    """
    found: dict[Path, None] = {}
    refused: list[InputError] = []
    for name in paths:
        try:
            files = _files_of_argument(name, refused)
        except OSError as error:
            refused.append(unreadable(name, error))
            continue
        found.update(dict.fromkeys(file for file in files if not is_sidecar(file)))
    return list(found), refused


def _files_of_argument(name: str, refused: list[InputError]) -> list[Path]:
    """List the files behind one argument; what cannot be read is added to the refusals."""
    path = Path(name)
    if name == STANDARD_INPUT or path.is_file():
        return [path]
    if path.is_dir():
        before = len(refused)
        inside = _article_files_inside(path, refused)
        if not inside and len(refused) == before:
            refused.append(refusal(name, "the folder holds no article file"))
        return inside
    if not has_magic(name):
        refused.append(refusal(name, "there is no such file or folder"))
        return []
    # Not Path.glob, which takes no absolute pattern.
    fitting = [Path(path) for path in glob(name, recursive=True)]  # noqa: PTH207
    matches = sorted(path for path in fitting if path.is_file())
    if not matches:
        refused.append(refusal(name, "no file fits the pattern"))
    return matches


def _article_files_inside(folder: Path, refused: list[InputError]) -> list[Path]:
    def note(error: OSError) -> None:
        refused.append(unreadable(str(error.filename), error))

    walked = os.walk(folder, onerror=note)
    files = [Path(parent, name) for parent, _, names in walked for name in names]
    return sorted(path for path in files if format_of(path) and _is_existing_article_file(path))


def _is_existing_article_file(path: Path) -> bool:
    return path.is_file() and is_article_file(path)


def unreadable(name: str, error: OSError) -> InputError:
    """Return the refusal of what the file system does not give."""
    return InputError(f"cannot be read: {error.strerror or error}", file=name)


def refusal(name: str, what: str) -> InputError:
    """Return the refusal of what is no file of articles."""
    return InputError(what, file=name, hint=f"articles come from {', '.join(known_suffixes())}")


def unnameable(path: Path) -> str | None:
    """Return why a path cannot be written down: bytes in it are not UTF-8. None where it can."""
    return "the path is not UTF-8" if undecoded(str(path)) else None
