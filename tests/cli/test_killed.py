"""A process that is killed loses nothing that the next one does not make up for."""

from __future__ import annotations

import json
import subprocess
import sysconfig
import time
from pathlib import Path

import pytest

SPANTRAIL = str(Path(sysconfig.get_path("scripts")) / "spantrail")
ARTICLES = [
    {
        "id": str(i),
        "text": f"French President Emmanuel Macron met Person{i} Keller in Paris. Macron left on day {i}.",
    }
    for i in range(300)
]


@pytest.mark.parametrize("seconds", [0.2, 0.7, 1.2])
def test_a_killed_run_is_finished_by_the_next(seconds: float, tmp_path: Path) -> None:
    """Killed at any moment of reading, linking or writing, the ledger ends like one that never was."""
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))

    def run(*words: str) -> str:
        return subprocess.run(
            [SPANTRAIL, *words], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout

    for ledger in ("killed", "whole"):
        run("ingest", "a.jsonl", "--ledger", ledger)
    with subprocess.Popen(
        [SPANTRAIL, "resolve", "--jobs", "2", "--ledger", "killed"], cwd=tmp_path
    ) as process:
        time.sleep(seconds)
        process.kill()
    for ledger in ("killed", "whole"):
        run("resolve", "--ledger", ledger)
        assert "every span resolves" in run("verify", "--ledger", ledger)
        for table in ("mentions", "entities", "links"):
            run("export", table, "--ledger", ledger, "--to", f"{ledger}-{table}.jsonl")

    for table in ("mentions", "entities", "links"):
        assert (tmp_path / f"whole-{table}.jsonl").read_bytes() == (
            tmp_path / f"killed-{table}.jsonl"
        ).read_bytes()
