"""provenance keeps evidence: articles, mentions, decisions, and the way from each of them back to characters.

    >>> import provenance
    >>> ledger = provenance.open(":memory:")
    >>> ledger.add([{"id": "a", "text": "Peskov spoke."}]).added
    1
    >>> ledger.close()

`resolvers` makes the decisions. Names load when they are used, so that the import costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.api import Ledger, Report
    from provenance.exceptions import (
        InputError,
        LedgerError,
        MissingExtraError,
        NotFoundError,
        SpantrailError,
    )
    from provenance.records.articles import Article, Version
    from provenance.records.claims import Claim
    from provenance.records.decisions import Comparison, Entity, Run
    from provenance.records.mentions import Chain, Mention
    from provenance.records.moments import When
    from provenance.spans import Span

__all__ = [
    "Article",
    "Chain",
    "Claim",
    "Comparison",
    "Entity",
    "InputError",
    "Ledger",
    "LedgerError",
    "Mention",
    "MissingExtraError",
    "NotFoundError",
    "Report",
    "Run",
    "Span",
    "SpantrailError",
    "Version",
    "open",
]

_HOME = {
    "provenance.api": ("Ledger", "Report"),
    "provenance.records.articles": ("Article", "Version"),
    "provenance.records.claims": ("Claim",),
    "provenance.records.decisions": ("Comparison", "Entity", "Run"),
    "provenance.exceptions": (
        "InputError",
        "LedgerError",
        "MissingExtraError",
        "NotFoundError",
        "SpantrailError",
    ),
    "provenance.records.mentions": ("Chain", "Mention"),
    "provenance.spans": ("Span",),
}


def open(  # noqa: A001  (provenance.open reads as it should)
    path: str | Path, *, read_only: bool = False, as_of: When | None = None
) -> Ledger:
    """Open a ledger, making it when there is none.

    Args:
        path: the DuckDB file; ":memory:" keeps everything in memory.
        read_only: refuse to write; the file must exist.
        as_of: see it as it was at a moment: a day, a time or a run; see `Ledger.as_of`.

    Raises:
        LedgerError: the file is no ledger, is in use, was made by a newer version, or has had no
            such moment.
    """
    from provenance.api import Ledger

    return Ledger.open(path, read_only=read_only, as_of=as_of)


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(module), name)
    message = f"module 'provenance' has no attribute {name!r}"
    raise AttributeError(message)
