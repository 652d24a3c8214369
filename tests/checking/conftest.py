"""Ledgers that the tests of checking share, resolved once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import provenance
import resolvers

sys.path.insert(0, str(Path(__file__).parent))  # for the drafts, which the benchmark takes too

from planted import CORPORA

HARBOUR = [
    {
        "id": "times",
        "source": "Ferry Times",
        "url": "https://ferrytimes.example/rescue",
        "published_at": "2026-11-20",
        "text": "Harbour master Lena Ortiz said on Friday that 26 people had been rescued from the ferry. "
        "“We lost nobody, and we will open an inquiry,” Ortiz said. "
        "Transport minister Paul Brandt denied that the ferry had been overloaded. "
        "“The ferry carried fewer passengers than allowed,” Brandt told reporters in Kiel.",
    },
    {
        "id": "post",
        "source": "Kiel Post",
        "published_at": "2026-11-20",
        "text": "Transport minister Paul Brandt said the ferry carried fewer passengers than allowed. "
        "Lena Ortiz, the harbour master, said that 26 people were rescued from the ferry on Friday.",
    },
    {
        "id": "copy",
        "source": "Baltic Echo",
        "published_at": "2026-11-21",
        "text": "The steward Ana Roth called the drill a farce. "
        "“Nobody had counted the boats,” Roth said. “Nobody had counted the boats,” said Ines Falk, a diver.",
    },
]


def _resolved(rows: object) -> provenance.Ledger:
    ledger = provenance.open(":memory:")
    ledger.add(rows)
    resolvers.resolve(ledger)
    return ledger


@pytest.fixture(scope="session")
def harbour() -> Iterator[Any]:
    """Yield a ledger of two reports of one rescue, and one of its steward."""
    with _resolved(HARBOUR) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def corpora() -> Iterator[dict[str, Any]]:
    """Yield the ledgers over which drafts were written, by name."""
    ledgers = {}
    for name, path in CORPORA.items():
        ledgers[name] = provenance.open(":memory:")
        ledgers[name].ingest([str(path)])
        resolvers.resolve(ledgers[name])
    yield ledgers
    for ledger in ledgers.values():
        ledger.close()
