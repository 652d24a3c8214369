"""How files are to be read, and which file is meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs


@attrs.frozen(kw_only=True)
class Options:
    """Hold what a caller asks of all readers.

    Args:
        columns: our fields to the columns that hold them in tables and JSON.
        keep_raw: whether pages are kept in the ledger as they are.
    """

    columns: Mapping[str, str] = attrs.field(factory=dict)
    keep_raw: bool = False


PLAIN = Options()


@attrs.frozen
class File:
    """Name a file to be read.

    Args:
        path: where its bytes are; of what was compressed, a copy.
        name: what errors and ids call it.
    """

    path: Path
    name: str

    @classmethod
    def at(cls, path: Path) -> File:
        """Name a file by its own path."""
        return cls(path, str(path))
