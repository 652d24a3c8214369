"""A snapshot is the ledger at one moment, whatever another process writes meanwhile."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import provenance
from provenance.exceptions import LedgerError
from provenance.snapshots import copy_ledger, snapshot

BATCH = 5
# Each batch is one transaction; the texts are long, so that the log is often taken into the file.
WRITER = """
import itertools, random, sys
import provenance

draw = random.Random(3)
words = [f"w{n}" for n in range(5_000)]
with provenance.open(sys.argv[1]) as ledger:
    for batch in itertools.count():
        ledger.add([
            {"id": f"{batch}-{n}", "source": f"batch {batch}", "text": " ".join(draw.choices(words, k=20_000))}
            for n in range(5)
        ])
        if batch % 3 == 2:
            ledger.connection.execute("CHECKPOINT")
        print(batch, flush=True)
"""


def whole_batches(path: Path) -> int:
    """Count the batches in a copy, each of which must be whole, and prove the rest of it."""
    with provenance.open(path, read_only=True) as copied:
        assert copied.verify() == []
        batches = [v.article.article_id.split("-")[0] for v in copied.versions()]
    found = {batch: batches.count(batch) for batch in batches}
    assert set(found.values()) <= {BATCH}
    assert sorted(map(int, found)) == list(range(len(found)))
    return len(found)


def test_a_copy_is_whole_while_another_process_writes(tmp_path: Path) -> None:
    """Every batch is in it whole or not at all, and what was acknowledged before is there."""
    ledger = tmp_path / "l.duckdb"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(ledger)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    try:
        copies = []
        for number in range(6):
            acknowledged = int(writer.stdout.readline()) + 1
            target = tmp_path / f"copy-{number}.duckdb"
            copy_ledger(ledger, target)
            copies.append((acknowledged, target))
            time.sleep(0.2)
        with pytest.raises(LedgerError):  # why there are snapshots
            provenance.open(ledger, read_only=True)
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    counts = [whole_batches(target) for _, target in copies]
    assert all(count >= told for count, (told, _) in zip(counts, copies, strict=True))
    assert counts == sorted(counts)
    assert not list(tmp_path.glob("*.part*"))


def test_a_ledger_that_this_process_has_open_keeps_its_lock(tmp_path: Path) -> None:
    """A file that is closed loses the process's locks on it, so another process copies."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as ledger:
        ledger.add([{"id": "a", "text": "Peskov spoke."}])
        snapshot(path, tmp_path / "copy.duckdb")
        script = f"import provenance; provenance.open({str(path)!r})"
        other = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False
        )
        assert "cannot open the ledger" in other.stderr
    with provenance.open(tmp_path / "copy.duckdb") as copied:
        assert [v.text for v in copied.versions()] == ["Peskov spoke."]


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """Neither is a ledger made that is not there."""
    path = tmp_path / "l.duckdb"
    provenance.open(path).close()
    (tmp_path / "taken").write_text("x")

    with pytest.raises(LedgerError, match="taken exists already"):
        snapshot(path, tmp_path / "taken")
    with pytest.raises(LedgerError, match="there is no ledger"):
        snapshot(tmp_path / "none.duckdb", tmp_path / "copy.duckdb")
    assert (tmp_path / "taken").read_text() == "x"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """And nothing is left behind."""
    path = tmp_path / "l.duckdb"
    provenance.open(path).close()

    with pytest.raises(LedgerError, match=r"cannot write .*No such file"):
        snapshot(path, tmp_path / "none" / "copy.duckdb")
