"""A command that is forked does what the installed one does."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import forking
import pytest


def told(program: str, *words: str, folder: Path, **options: object) -> tuple[int, bytes, bytes]:
    """Run a program; return its status, its output and its errors."""
    done = subprocess.run(
        [program, *words], cwd=folder, capture_output=True, check=False, **options
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "status"), [(["ingest", "a.txt"], 0), (["entities"], 1), (["show"], 2)]
)
def test_it_ends_and_tells_as_the_installed_command(
    words: list[str], status: int, tmp_path: Path
) -> None:
    """Status, output, errors and files, in its folder."""
    found = []
    for program in (forking.INSTALLED, forking.command()):
        folder = tmp_path / str(len(found))
        folder.mkdir()
        (folder / "a.txt").write_text("Dmitry Peskov spoke.")
        answer = told(program, *words, folder=folder)
        found.append((answer, sorted(file.name for file in folder.iterdir())))

    assert found[0] == found[1]
    assert found[0][0][0] == status


def test_it_reads_its_own_input_and_environment(tmp_path: Path) -> None:
    """And nothing of the process that it is a copy of."""
    draft = "“Nothing,” Ada Crane said."
    own = os.environ | {"SPANTRAIL_LEDGER": str(tmp_path / "there.duckdb")}
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Ada Crane spoke."}\n')
    assert told(forking.command(), "ingest", "a.jsonl", folder=tmp_path, env=own)[0] == 0
    answers = [
        told(program, "check", "-", folder=tmp_path, env=own, input=draft.encode())
        for program in (forking.INSTALLED, forking.command())
    ]

    assert (tmp_path / "there.duckdb").is_file()
    assert answers[0] == answers[1]
    assert answers[0][1]


def test_what_python_is_told_at_its_start_counts(tmp_path: Path) -> None:
    """Such a command is started anew."""
    own = os.environ | {"PYTHONVERBOSE": "1"}
    assert b"import 'click'" in told(forking.command(), "--version", folder=tmp_path, env=own)[2]
