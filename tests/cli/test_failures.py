"""Whatever fails around a command, it says so in one sentence, and the ledger stays whole."""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import click
import click.testing
import duckdb
import forking
import pytest

import provenance
import resolvers.cli.show
from provenance.exceptions import LedgerError, NotFoundError
from resolvers.cli import COMMANDS, main
from resolvers.cli.failures import failure

ARTICLES = [
    {
        "id": str(i),
        "text": f"French President Emmanuel Macron met Person{i} Keller in Paris. Macron said it rains on day {i}.",
    }
    for i in range(120)
]
TABLES = ("articles", "mentions", "entities", "links", "claims", "stories")


def run(*words, folder, limit=None, command=forking.INSTALLED, **options):
    """Run the installed command in a folder, maybe with a limit of the system for its process."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SPANTRAIL")} | options.pop(
        "env",
        {},
    )
    before = (lambda: resource.setrlimit(*limit)) if limit else None
    shown = {"stderr": subprocess.PIPE, "stdout": subprocess.PIPE} | options
    return subprocess.run(
        [command, *words],
        cwd=folder,
        env=env,
        preexec_fn=before,
        check=False,
        **shown,
    )


def forked(*words, folder):
    """Run a command where nothing is to fail."""
    return run(*words, folder=folder, command=forking.command())


def one_sentence(done):
    """Check that standard error is one line, no traceback, and give it."""
    told = done.stderr.decode()
    assert told.count("\n") == 1, told
    assert told.startswith("spantrail: ")
    return told


def exports(folder, ledger):
    """Return what a ledger exports, after it was checked."""
    found = {}
    with provenance.open(folder / ledger, read_only=True) as opened:
        assert opened.verify() == []
        for table in TABLES:
            found[table] = opened.table(table).to_pylist()
    return found


@functools.cache
def undisturbed(whole):
    """Return what a ledger exports that nothing disturbed, asked once."""
    return exports(whole, "whole")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Ingest and resolve without any disturbance; return the folder with its articles."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "a.jsonl").write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    assert forked("ingest", "a.jsonl", "--ledger", "whole", folder=folder).returncode == 0
    assert forked("resolve", "--ledger", "whole", folder=folder).returncode == 0
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    """Return a folder with the articles, ingested and not resolved."""
    (tmp_path / "a.jsonl").write_bytes((whole / "a.jsonl").read_bytes())
    assert forked("ingest", "a.jsonl", folder=tmp_path).returncode == 0
    return tmp_path


def mended(folder, whole):
    """Whether running again makes of a ledger what one is that was never disturbed."""
    assert forked("ingest", "a.jsonl", folder=folder).returncode == 0
    assert forked("resolve", folder=folder).returncode == 0
    return exports(folder, "spantrail.duckdb") == undisturbed(whole)


@pytest.mark.parametrize("size", [300_000, 1_200_000])
def test_a_file_that_cannot_grow_is_told_and_made_up_for(size, folder, whole):
    """As on a full disk, the system refuses what is written past a size."""
    done = run("resolve", "--jobs", "1", folder=folder, limit=(resource.RLIMIT_FSIZE, (size, size)))

    assert done.returncode == 1
    assert "spantrail.duckdb" in one_sentence(done)
    assert "run the same command again" in done.stderr.decode()
    assert mended(folder, whole)


@pytest.mark.parametrize("megabytes", [1, 2])
def test_a_full_disk_is_told_and_made_up_for(megabytes, whole, tmp_path):
    """On a disk of its own, where the test may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    try:
        made = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("a disk can be made by the administrator alone")
    try:
        (tmp_path / "a.jsonl").write_bytes((whole / "a.jsonl").read_bytes())
        done = [
            run(*words, "--ledger", "disk/l", folder=tmp_path)
            for words in (["ingest", "a.jsonl"], ["resolve", "--jobs", "1"])
        ]
        failed = next(d for d in done if d.returncode)
        assert "No space left on device; make room on the disk" in one_sentence(failed)
        for file in disk.iterdir():
            (tmp_path / file.name.replace("l", "spantrail.duckdb", 1)).write_bytes(
                file.read_bytes(),
            )
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607  (where it is differs)
    assert mended(tmp_path, whole)


@pytest.mark.parametrize("words", [["entities"], ["verify"], ["--help"], ["claims"]])
def test_a_full_output_is_told(words, whole):
    """The status says that not all was printed."""
    ledger = [] if words == ["--help"] else ["--ledger", "whole"]
    with Path("/dev/full").open("w") as full:
        done = run(*words, *ledger, folder=whole, stdout=full)

    assert done.returncode == 1
    assert "No space left on device" in one_sentence(done)


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_an_export_to_a_full_disk_is_told(suffix, whole, tmp_path):
    """In every format."""
    (tmp_path / f"x.{suffix}").symlink_to("/dev/full")
    done = run(
        "export",
        "mentions",
        "--to",
        str(tmp_path / f"x.{suffix}"),
        "--ledger",
        "whole",
        folder=whole,
        command=forking.command(),
    )

    assert done.returncode == 1
    assert f"x.{suffix}: " in one_sentence(done)
    assert "No space left on device; make room on the disk" in done.stderr.decode()


def test_a_full_standard_error_does_not_hide_the_status(tmp_path):
    """Nothing can be told there, and nothing is lost."""
    (tmp_path / "a.jsonl").write_text('{"text": "Peskov spoke."}\n{}\n')
    with Path("/dev/full").open("w") as full:
        assert run("ingest", "a.jsonl", folder=tmp_path, stderr=full).returncode == 1
    assert run("ingest", "a.jsonl", folder=tmp_path).stdout.startswith(
        b"0 new versions, 1 already known",
    )


def test_a_pipe_that_nobody_reads_ends_quietly(whole):
    """As with `| head -1`."""
    read, write = os.pipe()
    os.close(read)
    done = run("entities", "--ledger", "whole", folder=whole, stdout=write)
    os.close(write)

    assert done.stderr == b""


def children(pid):
    """List the processes that a process has started."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def watches(worker):
    """Whether a process has a second thread."""
    return len(list(Path(f"/proc/{worker}/task").iterdir())) > 1


def workers(process):
    """Wait until a run has started its two workers, and give them.

    They are started when their second thread is, which watches the command. Before that the pool
    may not know of both: Python 3.11 then ends one of them only and waits for ever.
    """
    for _ in range(600):
        with contextlib.suppress(OSError):
            started = {c: Path(f"/proc/{c}/cmdline").read_text() for c in children(process.pid)}
            found = [child for child, words in started.items() if "spawn_main" in words]
            if len(found) == 2 and all(map(watches, found)):
                return found
        time.sleep(0.01)
    raise AssertionError("no workers were started")


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(),
    reason="asks Linux for a process's children",
)
def test_a_killed_worker_is_told_and_made_up_for(folder, whole):
    """As the system kills one where memory is short."""
    words = [forking.INSTALLED, "resolve", "--jobs", "2"]
    with subprocess.Popen(
        words,
        cwd=folder,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:
        os.kill(workers(process)[0], signal.SIGKILL)
        told = process.communicate(timeout=100)[1].decode()

    assert (process.returncode, told.count("\n")) == (1, 1), told
    assert "a process that reads was ended from outside" in told
    assert mended(folder, whole)


@pytest.mark.parametrize("seconds", [0.6, 1.2])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_says_so_once_and_is_made_up_for(jobs, seconds, folder, whole):
    """Ctrl-C reaches the command and its workers; the status is that of the shell."""
    words = [forking.INSTALLED, "resolve", "--jobs", str(jobs)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words,
        cwd=folder,
        stderr=pipe,
        stdout=pipe,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=100)[1].decode()

    if process.returncode not in {0, -signal.SIGINT}:  # else it was faster, or Python had not begun
        assert process.returncode == 130
        assert told.startswith(
            "spantrail: stopped; what was finished before is kept; run the same command",
        )
        assert told.count("\n") == 1
    assert mended(folder, whole)


INTERRUPTED = """
import os, signal
import duckdb
from resolvers.cli.failures import failure

signal.signal(signal.SIGVTALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
statement = "SELECT count(*) FROM range(30000000000) t(a) WHERE a % 7 = hash(a)"
connection = duckdb.connect(config={"threads": 1})
connection.execute("SET enable_progress_bar = false")
# After half a second of its own work, however busy the machine is: an interruption is lost while a
# statement is planned.
signal.setitimer(signal.ITIMER_VIRTUAL, 0.5, 0.5)
try:
    connection.execute(statement).fetchall()
except (RuntimeError, KeyboardInterrupt, duckdb.Error) as error:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(failure(error).status)
"""


def test_an_interruption_inside_a_statement_is_one():
    """DuckDB makes an error of its own of it; the process is one of its own, which it may end.

    With one thread: where others do the work, DuckDB's first thread sleeps until they have done it,
    and what interrupts it is heard after the statement (2 of 9 runs with two threads). None of ours
    lasts as long as this one.
    """
    words = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(words, capture_output=True, timeout=100, check=False)

    assert done.stdout.strip() == b"130", done.stderr


def raised(make):
    """Return the error that something raises."""
    try:
        make()
    except Exception as error:  # noqa: BLE001  (whatever it is)
        return error
    raise AssertionError("nothing was raised")


def fill_memory():
    """Ask DuckDB for more memory than it may have."""
    connection = duckdb.connect(config={"memory_limit": "20MB", "temp_directory": ""})
    connection.execute("CREATE TABLE t AS SELECT hash(range)::VARCHAR FROM range(3000000)")


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (raised(fill_memory), "there is not enough memory"),
        (MemoryError(), "there is not enough memory"),
        (OSError(errno.ENOSPC, "No space left on device"), "make room on the disk"),
        (
            PermissionError(errno.EACCES, "Permission denied", "/x"),
            "/x: Permission denied; ask for the permission",
        ),
        (
            IsADirectoryError(errno.EISDIR, "Is a directory", b"\xe9"),
            "this is a folder; name a file",
        ),
        (
            duckdb.TransactionException(
                'Failed to commit: Could not write file "/l": No space left on device',
            ),
            "cannot read or write /l",
        ),
        (
            duckdb.IOException("IO Error: Corrupt database file"),
            "the ledger cannot be read or written",
        ),
        (BrokenProcessPool(), "with fewer --jobs"),
        (LedgerError("a sentence"), "a sentence"),
    ],
)
def test_what_fails_around_us_is_told_with_what_to_do(error, what):
    """Memory, disk, permissions, processes."""
    assert what in failure(error).sentence
    assert failure(error).status == 1


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        ValueError(),
        RuntimeError("odd"),
        duckdb.BinderException("no column"),
        OSError("odd"),
    ],
)
def test_a_fault_of_the_program_is_not_told_as_one_of_the_system(error):
    """Nor where the fault came up while another error was looked at."""
    error.__context__ = NotFoundError("nothing is called so")

    assert failure(error) is None or isinstance(error, duckdb.Error)


@pytest.fixture
def faulty(monkeypatch):
    """Make a command of the program fail."""

    @click.command("show")
    def command():
        raise KeyError("speaks_for")

    monkeypatch.setattr(resolvers.cli.show, "command", command)


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_the_program_says_that_it_is_one():
    """With where it is, and how to report it."""
    done = click.testing.CliRunner().invoke(main, ["show"])

    assert done.exit_code == 1
    assert done.stderr.startswith(
        "spantrail: this is a fault of spantrail, not of your data: KeyError 'speaks_for' (test_failures.py:",
    )
    assert "under SPANTRAIL_DEBUG=1" in done.stderr


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_the_program_shows_its_traceback_when_asked():
    """$SPANTRAIL_DEBUG is for whoever mends it."""
    done = click.testing.CliRunner(env={"SPANTRAIL_DEBUG": "1"}).invoke(main, ["show"])

    assert "Traceback (most recent call last)" in done.stderr
    assert 'raise KeyError("speaks_for")' in done.stderr


ODD = [
    b"caf\xe9",
    b"9" * 5_000,
    b"a:" + b"9" * 5_000 + b"-" + b"9" * 5_001,
    b"1:99999999999-999999999999",
    b"a:1-2",
    b"\xed\xa0\x80",
    b".",
    b"",
]
SHAPES = {
    "check": [["X"]],
    "trace": [["X"]],
    "show": [["X"]],
    "why": [["X", "X"], ["0:17-32", "X"]],
    "why-not": [["X", "X"]],
    "how": [["X"]],
    "claims": [["--by", "X"], ["--text", "X"], ["--limit", "X"]],
    "coverage": [["X"]],
    "conflicts": [["--as-of", "X"]],
    "events": [["--since", "X"]],
    "sources": [["X"]],
    "search": [["X"]],
    "snapshot": [["X"], ["copy.duckdb", "--ledger", "X"]],
    "run": [["X", "--output", "r.duckdb"], ["a.jsonl", "--output", "r.duckdb", "--shards", "X"]],
    "merge": [["X", "--into", "m.duckdb"], ["a.duckdb", "--into", "X"]],
    "mcp": [["X"]],
    "serve": [["X"], ["--port", "X"], ["--host", "X", "--ledger", "none.duckdb"]],
    "report": [["X", "--output", "r.html"], ["Ada", "--output", "X"]],
    "demo": [["X"]],
    "entities": [["--limit", "X"], ["--type", "X"]],
    "export": [["X", "--to", "x.csv"], ["mentions", "--to", "X"]],
    "evaluate": [["X"]],
    "sample": [
        ["--to", "X"],
        ["--to", "s.jsonl", "--size", "X"],
        ["--to", "s.jsonl", "--seed", "X"],
    ],
    "train": [["X", "--to", "m.json"], ["--to", "X"]],
    "verify": [["--ledger", "X"]],
    "resolve": [["--model", "X"], ["--mentions", "X"], ["--names", "X"], ["--jobs", "X"]],
    "authority": [["add", "X", "--name", "n"], ["add", "a.jsonl", "--name", "X"], ["remove", "X"]],
    "ingest": [["X"], ["a.jsonl", "--ledger", "X"]],
    "decide": [
        ["fork", "X", "--by", "ann"],
        ["same", "X", "X", "--by", "ann"],
        ["split", "X", "X", "--by", "X"],
        ["name", "X", "X", "--by", "ann"],
        ["revoke", "X", "--by", "ann"],
        ["speaker", "X", "X", "--by", "ann"],
    ],
    "decisions": [["X"]],
    "apply": [["X"]],
    "queue": [["--limit", "X"]],
    "review": [["--by", "X"]],
    "changes": [["X"]],
    "cues": [["X"]],
}


def test_every_command_has_an_odd_argument():
    """A command that comes is tried as well."""
    assert sorted(SHAPES) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("command", "shape"),
    [(c, s) for c, shapes in SHAPES.items() for s in shapes],
    ids=lambda v: "-".join(v) if isinstance(v, list) else v,
)
def test_no_argument_is_a_fault_of_the_program(command, shape, whole, tmp_path, monkeypatch):
    """Bytes that are not UTF-8, numbers of 5,000 digits, a folder, nothing."""
    (tmp_path / "spantrail.duckdb").write_bytes((whole / "whole").read_bytes())
    (tmp_path / "a.jsonl").write_text(
        '{"id": "Q1", "name": "Ada Crane", "type": "PER", "text": "Peskov spoke."}\n',
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPANTRAIL_LEDGER", raising=False)
    for odd in ODD:
        words = [os.fsdecode(odd) if word == "X" else word for word in shape]
        done = click.testing.CliRunner().invoke(main, [command, *words])
        told = done.output + done.stderr
        unread = {3} if command == "check" else set()  # a draft that cannot be read
        assert done.exit_code in {0, 1, 2} | unread, (odd[:20], told)
        assert "fault of spantrail" not in told, (odd[:20], told)
        assert not done.exit_code or told.strip(), odd[:20]


def test_an_argument_that_is_not_utf8_is_named(tmp_path):
    """As wrong usage; a path of `ingest` is refused alone, and the others are read."""
    (tmp_path / "a.txt").write_text("Peskov spoke.")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Peskov left.")
    done = run("ingest", ".", folder=tmp_path)

    assert (done.returncode, done.stdout[:14]) == (1, b"1 new versions")
    assert b"refused: caf\\udce9.txt: the path is not UTF-8 (rename it)\n" in done.stderr
    shown = run("show", os.fsdecode(b"caf\xe9"), folder=tmp_path)
    assert shown.returncode == 2
    assert b"is not UTF-8" in shown.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may do everything")
def test_a_missing_permission_is_told(tmp_path):
    """With the file's name."""
    (tmp_path / "a.txt").write_text("Peskov spoke.")
    (tmp_path / "a.txt").chmod(0)
    done = run("ingest", "a.txt", folder=tmp_path)

    assert b"refused: a.txt: cannot be read: Permission denied" in done.stderr
