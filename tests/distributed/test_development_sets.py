"""Real articles, in any number of shards and two orders: the ledger of one process.

They take many minutes, so `make search` tries them, where the development sets are beside the
repository.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from searching import only_search

import provenance
import resolvers
from provenance.ledger.store import TABLES
from resolvers import distributed

DATA = Path(__file__).parents[3] / "shared/data"
FIELDS = ("id", "text", "title", "source", "url", "published_at", "lang")
SETS = {"neus": None, "polnear": 300}
pytestmark = list(only_search)


def articles(name: str) -> list[dict[str, str]]:
    """Return the first articles of a development set."""
    path = DATA / name / "articles.jsonl"
    if not path.exists():
        pytest.skip(f"the set {name} is not here")
    lines = path.read_text("utf-8").splitlines()[: SETS[name]]
    return [{k: row[k] for k in FIELDS if row.get(k)} for row in map(json.loads, lines)]


def exported(ledger: provenance.Ledger) -> dict[str, list[str]]:
    """Return the rows of all exports but the history, in an order of their own."""
    assert ledger.verify() == []
    names = (name for name in TABLES if name != "events")
    return {name: sorted(map(repr, ledger.table(name).to_pylist())) for name in names}


@cache
def expected(name: str) -> dict[str, list[str]]:
    """Return what one process says of a set."""
    with provenance.open(":memory:") as ledger:
        ledger.add(articles(name))
        resolvers.resolve(ledger)
        found = exported(ledger)
    assert all(found[table] for table in ("mentions", "claims", "stories", "claim-groups"))
    return found


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("shards", "step"), [(1, 1), (2, 1), (4, -1), (8, 1), (8, -1)])
def test_shards_and_order_change_nothing(name: str, shards: int, step: int, tmp_path) -> None:
    """The same partition, weights, claim groups, stories and origins."""
    with provenance.open(":memory:") as ledger:
        ledger.add(articles(name)[::step])
        distributed.run(ledger, tmp_path, runner="here", shards=shards)
        found = exported(ledger)

    assert len(list((tmp_path / "evidence").iterdir())) == shards
    for table, rows in expected(name).items():
        assert found[table] == rows, table
