"""Source files: the code, word lists and models that a result depends on, for fingerprints."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).parents[1]
_KINDS = frozenset({".py", ".sql", ".tsv", ".crfsuite"})


def source_files(*folders: str) -> list[Path]:
    """List what stands in folders of this package, folder by folder, in the order of their paths.

    Args:
        folders: their paths below the package; one may also be a single module.
    """
    return [file for name in folders for file in _files_in(_ROOT / name)]


def source_texts(*folders: str) -> list[str]:
    """Return the bytes of `source_files` as hexadecimal digits, to be hashed."""
    return [file.read_bytes().hex() for file in source_files(*folders)]


def _files_in(path: Path) -> list[Path]:
    """List one file, or the files below a folder."""
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    return [file for file in found if file.suffix in _KINDS]
