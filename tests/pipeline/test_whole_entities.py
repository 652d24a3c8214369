"""An entity that is named stands for all that its articles say: `same` leaves no part of either behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import provenance
import resolvers
from provenance.api import Ledger

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ARTICLES = [
    {"id": "a", "text": "Tom Harrow died in May. Ada Harrow, his widow, ran for the seat."},
    {"id": "b", "text": "Governor Tom Harrow left a seat. Ada Harrow, a lawyer, lost."},
]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Resolve two articles, each of which names both."""
    with provenance.open(":memory:") as opened:
        opened.add(ARTICLES)
        resolvers.resolve(opened)
        yield opened


def people(ledger: Ledger) -> dict[str, str]:
    """Map the places of people to their entities."""
    rows = [row for row in ledger.table("mentions").to_pylist() if "Harrow" in row["surface"]]
    return {f"{row['article']}:{row['start']}-{row['end']}": row["entity"] for row in rows}


def test_a_merge_of_two_names_is_whole_and_its_split_gives_both_back(ledger: Ledger) -> None:
    """Every article keeps the two apart by itself.

    The decision outranks them all, and no third entity is made.
    """
    before = people(ledger)
    tom, ada = before["a:0-10"], before["a:24-34"]
    leaving = sorted(place for place in before if before[place] == ada)
    assert (tom != ada, set(before.values())) == (True, {tom, ada})

    ledger.decide("same", tom, ada, by="ann", at=MONDAY)
    resolvers.resolve(ledger)

    merged = people(ledger)
    assert len(set(merged.values())) == 1
    ledger.decide("split", merged["a:0-10"], *leaving, by="ann", at=MONDAY + timedelta(hours=1))
    resolvers.resolve(ledger)
    assert people(ledger) == before
    assert [view.status for view in ledger.decisions()] == ["outranked", "counts"]
    assert ledger.verify() == []
