"""A ledger that cannot be opened says why: who has it, and whether they read or write."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

import provenance
from provenance.exceptions import LedgerError

HOLD = """
import sys, provenance
with provenance.open(sys.argv[1], read_only=sys.argv[2] == "reading"):
    print("open", flush=True)
    sys.stdin.read()
"""

SCHEMA = Path(provenance.__file__).with_name("sql") / "schema.sql"


@contextmanager
def held(path, how):
    """Hold a ledger open in another process, and give the process."""
    words = [sys.executable, "-c", HOLD, str(path), how]
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.stdin.close()


@pytest.fixture(params=["news.duckdb", "lock/lock.duckdb", 'odd": name.duckdb'])
def path(request, tmp_path):
    """Make a ledger, in places whose names hold words of the message."""
    path = tmp_path / request.param
    path.parent.mkdir(exist_ok=True)
    provenance.open(path).close()
    return path


@pytest.mark.parametrize(
    ("how", "what"),
    [("reading", "is reading it"), ("writing", "is writing to it")],
)
def test_whoever_has_a_ledger_is_named(how, what, path):
    """The number of the process, its program, and what it does."""
    with held(path, how) as process, pytest.raises(LedgerError) as raised:
        provenance.open(path)

    assert f"another process (PID {process.pid})" in str(raised.value)
    assert f"{what}; wait until it has ended" in str(raised.value)


def test_a_reader_is_kept_out_by_a_writer_alone(path):
    """Two may read at once."""
    with held(path, "reading"):
        provenance.open(path, read_only=True).close()
    with held(path, "writing"), pytest.raises(LedgerError, match="is writing to it"):
        provenance.open(path, read_only=True)


def test_a_path_with_the_word_lock_is_not_locked(tmp_path):
    """What is wrong is that there is no such folder."""
    with pytest.raises(LedgerError) as raised:
        provenance.open(tmp_path / "lock" / "lock.duckdb")

    assert "No such file or directory" in str(raised.value)
    assert "process" not in str(raised.value)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path.write_text("Peskov spoke. " * 99), "it is no DuckDB file"),
        (lambda path: path.mkdir(), "Is a directory"),
        (
            lambda path: duckdb.connect(str(path)).execute("CREATE TABLE t (a INTEGER)").close(),
            "no spantrail ledger",
        ),
    ],
)
def test_a_refused_file_is_closed(make, what, tmp_path):
    """Another program may open it at once."""
    path = tmp_path / "x.duckdb"
    make(path)
    with pytest.raises(LedgerError, match=what) as raised:
        provenance.open(path)
    if what == "no spantrail ledger":
        # Refused while this process has the file open otherwise; the error holds its frames.
        duckdb.connect(str(path), config={"threads": 1}).close()
    assert raised.value


def test_a_path_that_is_not_utf8_is_named():
    """DuckDB would fail with a cast that says nothing."""
    with pytest.raises(LedgerError, match="its path is not UTF-8; rename it"):
        provenance.open("caf\udce9.duckdb")


def test_a_ledger_open_in_another_mode_is_named(tmp_path):
    """In the same process there is one mode for all."""
    what = "this process has it open in another mode"
    with provenance.open(tmp_path / "x.duckdb"), pytest.raises(LedgerError, match=what):
        provenance.open(tmp_path / "x.duckdb", read_only=True)


def test_a_ledger_may_be_called_as_its_own_tables_are(tmp_path):
    """DuckDB drops an alias of the file's name before a field, and a view would look changed."""
    aliases = sorted(set(re.findall(r"\b([a-z]{1,2})\.", SCHEMA.read_text("utf-8"))))

    for name in [*aliases, "found", "claim", "article"]:
        path = tmp_path / f"{name}.duckdb"
        provenance.open(path).close()
        with provenance.open(path) as ledger:
            assert ledger.verify() == []
