"""Whoever reads, in however many shards and whatever order, the ledger says the same."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from kept import example

import provenance
from provenance.exceptions import InputError, LedgerError
from provenance.ledger.store import TABLES
from resolvers import distributed

CORPUS = Path(__file__).parents[2] / "examples/paris_summit/articles.jsonl"
ARTICLES = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None


def exported(ledger):
    """Return all exports but the history, which tells in which batches things happened."""
    assert ledger.verify() == []
    return {name: ledger.table(name).to_pylist() for name in TABLES if name != "events"}


@pytest.fixture(scope="module")
def expected():
    """Return what one process says."""
    with example("paris_summit") as ledger:
        found = exported(ledger)
    assert all(found[name] for name in ("mentions", "claims", "stories", "claim-groups"))
    return found


def run(work, articles, **options):
    """Run over a fresh ledger, and return what it exports."""
    with provenance.open(":memory:") as ledger:
        ledger.add(articles)
        distributed.run(ledger, work, **options)
        return exported(ledger)


@pytest.mark.parametrize("shards", [1, 2, 4])
def test_the_number_of_shards_changes_nothing(shards, tmp_path, expected) -> None:
    """As many files of evidence as shards, and the ledger of one process."""
    assert run(tmp_path, ARTICLES, shards=shards) == expected
    assert len(list((tmp_path / "evidence").iterdir())) == shards


def test_the_order_of_the_articles_changes_nothing(tmp_path, expected) -> None:
    """Rows may come in another order; what they say is the same."""
    found = run(tmp_path, ARTICLES[::-1], shards=2)

    for name, rows in expected.items():
        assert sorted(map(repr, found[name])) == sorted(map(repr, rows)), name


def test_processes_read_what_one_reads(tmp_path, expected) -> None:
    """The same ledger."""
    assert run(tmp_path, ARTICLES, runner="processes", jobs=2, shards=2) == expected


def test_a_lost_task_is_read_again(tmp_path, expected) -> None:
    """Evidence that is there is kept, and what is lost is read, by the next run."""
    run(tmp_path, ARTICLES, shards=3)
    kept, lost, *_ = sorted((tmp_path / "evidence").iterdir())
    lost.unlink()
    before = kept.stat().st_mtime_ns

    assert run(tmp_path, ARTICLES, shards=1) == expected
    assert kept.stat().st_mtime_ns == before


def test_a_task_that_runs_twice_changes_nothing(tmp_path, expected) -> None:
    """Both copies are the same evidence."""
    run(tmp_path, ARTICLES, shards=2)
    first = min((tmp_path / "evidence").iterdir())
    shutil.copy(first, first.with_name("evidence-again.parquet"))

    assert run(tmp_path, ARTICLES) == expected


def test_evidence_of_a_shard_is_a_function_of_its_rows(tmp_path) -> None:
    """The same bytes of Arrow, twice, and nothing is read beside the shard."""
    run(tmp_path, ARTICLES, shards=1)
    (shard,) = (tmp_path / "articles").iterdir()

    once, twice = (
        pq.read_table(distributed.read_shard(shard, tmp_path / f"{n}.parquet")) for n in (1, 2)
    )

    assert once.num_rows == len(ARTICLES)
    assert once.equals(twice)


def test_evidence_of_another_release_is_refused(tmp_path) -> None:
    """It names both readers."""
    run(tmp_path, ARTICLES, shards=1)
    (path,) = (tmp_path / "evidence").iterdir()
    table = pq.read_table(path)
    names = table["readers"].to_pylist()
    place = table.schema.get_field_index("readers")
    others = [["another"] * len(names)]
    pq.write_table(table.set_column(place, table.schema.field(place), others), path)

    with pytest.raises(LedgerError, match=r"was read by another, and this is rules-"):
        run(tmp_path, ARTICLES)


def test_a_runner_that_is_none_is_refused(tmp_path) -> None:
    """It names those that are."""
    with pytest.raises(InputError, match="they are here, processes, spark"):
        run(tmp_path, ARTICLES, runner="flink")


@pytest.mark.skipif(not SPARK, reason="needs pyspark (the extra `spark`) and Java")
@pytest.mark.filterwarnings("ignore")  # of pyspark itself
def test_spark_reads_what_one_process_reads(tmp_path, expected) -> None:
    """Spark is really started, with two tasks at once; what was lost is read again."""
    session = distributed.spark_session("local[2]")
    try:
        found = run(tmp_path, ARTICLES, runner="spark", shards=4)
        files = sorted((tmp_path / "evidence").glob("part-*.parquet"))
        files[0].unlink()
        again = run(tmp_path, ARTICLES, runner="spark", shards=2)
    finally:
        session.stop()

    assert len(files) == 4
    assert found == expected
    assert again == expected
