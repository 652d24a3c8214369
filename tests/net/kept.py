"""Ledgers that several tests begin with: made once a process, and opened as copies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import provenance
from provenance.api import Ledger

_FOLDER = TemporaryDirectory(prefix="kept-")
_COPIES = count()


def copy_of(name: str, make: Callable[[Ledger], object]) -> Ledger:
    """Open a copy of a ledger that the first call makes; a copy takes a tenth of a second.

    Args:
        name: tells it from all others that tests keep.
        make: what is done to an empty ledger.
    """
    kept = Path(_FOLDER.name) / f"{name}.duckdb"
    if not kept.exists():
        with provenance.open(kept) as ledger:
            make(ledger)
    return provenance.open(shutil.copy(kept, f"{_FOLDER.name}/copy{next(_COPIES)}.duckdb"))
