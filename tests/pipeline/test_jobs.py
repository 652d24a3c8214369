"""Reading in several processes gives what reading in one gives."""

from __future__ import annotations

import pytest

import provenance
import resolvers
from provenance.ledger.store import TABLES
from resolvers.stages import reading, workers

ARTICLES = [
    {
        "id": str(i),
        "text": f"French President Emmanuel Macron met Person{i % 7} Keller in Paris. Macron left on day {i}."
        f" Keller said that {i % 5 + 3} ships sank on Monday. The repairs cost $40 million.",
    }
    for i in range(reading._WORTH_WORKERS + 5)  # noqa: SLF001
]


def exported(jobs: int) -> dict[str, list[dict[str, object]]]:
    """Return every table of a ledger that so many processes read, the history of ids among them."""
    with provenance.open(":memory:") as ledger:
        ledger.add(ARTICLES)
        resolvers.resolve(ledger, jobs=jobs)
        assert ledger.verify() == []
        return {name: ledger.table(name).to_pylist() for name in TABLES}


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, object]]]:
    """Return what one process gives, with claims and propositions of outlets among it."""
    found = exported(1)
    assert all(found[name] for name in ("mentions", "claims", "values", "claim-groups"))
    assert len(found["claim-groups"]) > len(found["claims"])
    return found


def untimed(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Leave out when things happened, and cursors, which name the file."""
    return [{n: value for n, value in row.items() if n not in {"at", "cursor"}} for row in rows]


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_output_does_not_depend_on_the_number_of_processes(jobs, expected) -> None:
    """The same tables, row for row, ids too."""
    found = exported(jobs)

    assert {n: untimed(rows) for n, rows in found.items()} == {
        n: untimed(rows) for n, rows in expected.items()
    }


def test_only_a_bounded_number_of_articles_is_read_ahead(monkeypatch) -> None:
    """However many there are, tasks are taken as evidence is, so memory does not grow with them."""
    from provenance.records.articles import Article, Version
    from resolvers.stages.evidence import Task
    from resolvers.stages.reader import Reader

    monkeypatch.setattr(workers, "_AHEAD", 2)
    monkeypatch.setattr(workers, "_CHUNK", 2)
    taken = 0

    def tasks():
        nonlocal taken
        for number in range(40):
            taken += 1
            yield Task(Version(article=Article(article_id=str(number)), text="Ada Crane spoke."))

    with workers.Workers(Reader.of(None, None), 2) as pool:
        found = pool.read(tasks())
        for number, evidence in enumerate(found, start=1):
            assert [chain.name for chain in evidence.chains] == ["Ada Crane"]
            assert taken <= number + 6

    assert taken == 40
