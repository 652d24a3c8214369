"""A process that is killed loses nothing that the next one does not make up for."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import forking
import pytest

import provenance
from provenance.trail.answers import as_json

ARTICLES = [
    {
        "id": str(i),
        "text": f"French President Emmanuel Macron met Person{i} Keller in Paris. Macron left on day {i}.",
    }
    for i in range(150)
]


TABLES = ("mentions", "entities", "links")


def run(*words: str, folder: Path) -> None:
    """Run the installed command in a folder."""
    subprocess.run([forking.command(), *words], cwd=folder, capture_output=True, check=True)


def exports(file: Path) -> dict[str, str]:
    """Return what a ledger exports, after it was checked."""
    with provenance.open(file, read_only=True) as ledger:
        assert ledger.verify() == []
        return {table: as_json(ledger.table(table).to_pylist()) for table in TABLES}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take the articles into a ledger that nobody has resolved yet."""
    folder = tmp_path_factory.mktemp("ingested")
    (folder / "a.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    run("ingest", "a.jsonl", "--ledger", "l.duckdb", folder=folder)
    return folder / "l.duckdb"


@pytest.fixture(scope="module")
def whole(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Resolve without any disturbance, and give what is exported."""
    file = shutil.copy(ingested, tmp_path_factory.mktemp("whole"))
    run("resolve", "--ledger", str(file), folder=ingested.parent)
    return exports(Path(file))


@pytest.mark.parametrize("seconds", [0.2, 0.7, 1.2])
def test_a_killed_run_is_finished_by_the_next(
    seconds: float, ingested: Path, whole: dict[str, str], tmp_path: Path
) -> None:
    """Killed at any moment of reading, linking or writing, the ledger ends like one that never was."""
    file = Path(shutil.copy(ingested, tmp_path))
    with subprocess.Popen(
        [forking.INSTALLED, "resolve", "--jobs", "2", "--ledger", file.name], cwd=tmp_path
    ) as process:
        time.sleep(seconds)
        process.kill()
    run("resolve", "--ledger", file.name, folder=tmp_path)

    assert exports(file) == whole
