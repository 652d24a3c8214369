"""The command serves until it is stopped, over a copy or as the one that writes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import provenance
import resolvers
from provenance.exceptions import LedgerError
from provenance.web.serving import opened

PAUSE = 60  # seconds; a busy machine is no fault


@contextmanager
def serving(*words: str) -> Iterator[str]:
    """Run the command on a free port; it ends with Ctrl-C, without a word."""
    command = [sys.executable, "-m", "spantrail", "serve", *words, "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        yield run.stdout.readline().strip()
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=PAUSE)
    assert run.returncode in {0, 130}, errors
    assert "Traceback" not in errors


def get(address: str) -> str:
    """Ask a page."""
    with urllib.request.urlopen(address, timeout=PAUSE) as answer:  # noqa: S310  (our own)
        text: str = answer.read().decode()
        return text


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Make a ledger of one article."""
    path = tmp_path / "news.duckdb"
    with provenance.open(path) as ledger:
        ledger.add([{"id": "a", "text": "Mayor Ada Crane spoke in Marlow. Crane left."}])
        resolvers.resolve(ledger)
    return path


def test_a_copy_is_shown_and_others_may_write(news: Path) -> None:
    """What they write is seen when the server starts again."""
    with serving(str(news)) as address:
        assert address.startswith("http://127.0.0.1:")
        assert "Ada Crane" in get(address + "entities")
        with provenance.open(news) as ledger:
            ledger.add([{"id": "b", "text": "Tom Reed came."}])
        assert json.loads(get(address + "home.json"))["counts"]["articles"] == 1
        assert "These pages only read" in get(address + "queue")


def test_the_one_that_writes_holds_the_ledger(news: Path) -> None:
    """Nobody else opens it meanwhile; afterwards it is whole."""
    with serving("--write", "--ledger", str(news)) as address:
        assert "Review desk" in get(address + "queue")
        with pytest.raises(LedgerError, match="cannot open the ledger"):
            provenance.open(news)
    with provenance.open(news) as ledger:
        assert ledger.verify() == []


def test_whoever_reaches_it_from_elsewhere_needs_the_token(news: Path) -> None:
    """It stands in the address that is printed."""
    with serving(str(news), "--host", "0.0.0.0") as address:  # noqa: S104  (it is what is tested)
        assert "?token=" in address
        port = address.split(":")[2].split("/")[0]
        with pytest.raises(urllib.error.HTTPError, match="401"):
            get(f"http://127.0.0.1:{port}/")


def test_the_copy_is_gone_afterwards(news: Path) -> None:
    """With the folder that it was in."""
    with opened(news, write=False) as ledgers, ledgers.one() as ledger:
        rows = ledger.connection.execute("SELECT path FROM duckdb_databases()").fetchall()
        (copy,) = [Path(path) for (path,) in rows if path]
        assert copy.exists()
    assert not copy.parent.exists()
