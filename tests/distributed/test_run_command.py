"""The command takes articles in, reads them in shards, and goes on where it was stopped."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from click.testing import CliRunner

import provenance
import resolvers
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


def test_a_killed_run_goes_on_and_says_what_was_read(tmp_path) -> None:
    """Killed once the first shard is read, it reads the others, and gives what one run gives."""
    articles, ledger = tmp_path / "a.parquet", tmp_path / "run.duckdb"
    pq.write_table(pa.Table.from_pylist([{n: r.get(n) for n in FIELDS} for r in ROWS]), articles)
    words = ["run", articles, "--output", ledger, "--runner", "here", "--shards", len(ROWS)]
    command = [Path(sys.executable).with_name("spantrail"), *map(str, words), "--progress"]
    evidence = tmp_path / "run.duckdb.work/evidence"

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not list(evidence.glob("evidence-*")):
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        _, before = running.communicate()
    read = len(list(evidence.glob("evidence-*")))
    after = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True).stderr

    assert f"shards: 0 of {len(ROWS)}\n" in before
    assert 0 < read < len(ROWS)
    assert f"{read} of {len(ROWS)} articles were read before; the run goes on\n" in after
    assert f"shards: {len(ROWS)} of {len(ROWS)}, " in after
    with provenance.open(ledger) as one, provenance.open(":memory:") as two:
        two.add([{n: row[n] for n in FIELDS if row.get(n)} for row in ROWS])
        resolvers.resolve(two)
        for table in ("mentions", "claims", "claim-groups", "stories", "links"):
            assert one.table(table).equals(two.table(table)), table
