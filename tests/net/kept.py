"""Ledgers that several tests begin with: made once a process, and opened as copies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import provenance
import resolvers
from provenance.api import Ledger

_EXAMPLES = Path(__file__).parents[2] / "examples"
_FOLDER = TemporaryDirectory(prefix="kept-")
_COPIES = count()


def copy_of(name: str, make: Callable[[Ledger], object]) -> Ledger:
    """Open a copy of a ledger that the first call makes; a copy takes a tenth of a second.

    Args:
        name: tells it from all others that tests keep.
        make: what is done to an empty ledger.
    """
    return provenance.open(file_of(name, make))


def file_of(name: str, make: Callable[[Ledger], object]) -> Path:
    """Return a copy of a ledger that the first call makes, as a file that is closed."""
    kept = Path(_FOLDER.name) / f"{name}.duckdb"
    if not kept.exists():
        with provenance.open(kept) as ledger:
            make(ledger)
    return Path(shutil.copy(kept, f"{_FOLDER.name}/copy{next(_COPIES)}.duckdb"))


def example(name: str) -> Ledger:
    """Open an example corpus that was resolved in one batch; nine files of tests begin with one."""
    return provenance.open(example_file(name))


def example_file(name: str) -> Path:
    """Return an example corpus that was resolved in one batch, as a file that is closed."""
    return file_of(f"example-{name}", lambda ledger: _resolve(ledger, name))


def _resolve(ledger: Ledger, name: str) -> None:
    ledger.ingest([str(_EXAMPLES / name / "articles.jsonl")])
    resolvers.resolve(ledger)
