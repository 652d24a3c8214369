"""The command takes articles in, reads them in shards, and goes on where it was stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from click.testing import CliRunner

import provenance
from resolvers.cli import main

CORPUS = Path(__file__).parents[2] / "examples/paris_summit/articles.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
FIELDS = ("id", "text", "title", "source", "published_at")


def spantrail(*words: object) -> str:
    """Run a command that succeeds, and return what it prints."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_parquet_file_becomes_a_ledger(tmp_path) -> None:
    """The same tables as ingest and resolve give; a second run reads nothing."""
    articles, ledger, other = (tmp_path / n for n in ("a.parquet", "run.duckdb", "other.duckdb"))
    pq.write_table(pa.Table.from_pylist([{n: r.get(n) for n in FIELDS} for r in ROWS]), articles)
    words = ("run", articles, "--output", ledger, "--runner", "here", "--shards", 3)

    first, second = spantrail(*words), spantrail(*words)
    spantrail("ingest", articles, "--ledger", other)
    spantrail("resolve", "--jobs", 1, "--ledger", other)

    assert f"{len(ROWS)} articles read" in first
    assert "0 articles read" in second
    assert len(list((tmp_path / "run.duckdb.work/evidence").iterdir())) == 3
    for table in ("mentions", "claims", "claim-groups", "stories", "links"):
        with provenance.open(ledger) as one, provenance.open(other) as two:
            assert one.table(table).equals(two.table(table)), table
