"""The installed command, started as a copy of a process that has imported everything already.

A command is a process of its own here, as for a user: it has its own files, folder, environment and
status. What it leaves out is a second of imports, which several hundred tests would pay each. Where
imports, signals or limits of the process are the subject, `INSTALLED` is what to run.

    command = forking.command()     # a program; its folder may come first on a PATH
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import marshal
import os
import selectors
import socket
import subprocess
import sys
import sysconfig
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

INSTALLED = str(Path(sysconfig.get_path("scripts")) / "spantrail")
# What commands import when they need it; the reader's lists and model are loaded with it.
_MODULES = (
    "duckdb",
    "pandas",
    "provenance",
    "provenance.api",
    "provenance.exports.tables",
    "provenance.ingest",
    "pyarrow.csv",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "resolvers",
    "resolvers.checking",
    "resolvers.stages.correcting",
    "resolvers.stages.covering",
    "resolvers.annotations.claims",
    "resolvers.stages.matching",
    "resolvers.pipeline",
    "rich.table",
    "spantrail.agents",
    "spantrail.agents.server",
    "splink",
)
_TEXT = "Dmitry Peskov, a spokesman for the Kremlin, said on Friday that two people died in Leeds."
# Python decides by these how it starts, and the reader what it loads: others need a start of their
# own.
_DECIDING = ("LANG", "LC_", "PYTHON", "SPANTRAIL_LEXICON")

_CLIENT = """#!{python} -IS
import marshal, os, sys, _socket
deciding = sorted(i for i in os.environ.items() if i[0].startswith({deciding!r}))
if deciding != {as_served!r}:
    os.execv({installed!r}, [{installed!r}, *sys.argv[1:]])
server = _socket.socket(_socket.AF_UNIX)
server.connect({address!r})
files = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
server.sendmsg([b"."], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
words = [os.fsencode(word) for word in sys.argv]
server.sendall(marshal.dumps((words, os.getcwdb(), dict(os.environb))))
server.shutdown(_socket.SHUT_WR)
told = server.recv(16)
os._exit(int(told) if told else 70)
"""


def run(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Do in a folder what the installed command does, with variables of one's own besides."""
    env = {k: v for k, v in os.environ.items() if k != "SPANTRAIL_LEDGER"} | environment
    return subprocess.run(
        [command(), *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@cache
def command() -> str:
    """Return a program that does what the installed command does.

    The first call starts its server.
    """
    if not hasattr(
        os, "pidfd_open"
    ):  # Linux alone tells that a process has ended as it tells of files
        return INSTALLED
    folder = TemporaryDirectory(prefix="forking-")
    address = f"{folder.name}/server"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen(16)
    # It ends when its standard input does, so with this process, however that ends.
    server = subprocess.Popen(
        [sys.executable, __file__, str(listening.fileno())],
        stdin=subprocess.PIPE,
        pass_fds=[listening.fileno()],
    )
    listening.close()
    atexit.register(_stop, server, folder)
    program = Path(folder.name) / "spantrail"
    program.write_text(
        _CLIENT.format(
            python=sys.executable,
            deciding=_DECIDING,
            as_served=sorted(i for i in os.environ.items() if i[0].startswith(_DECIDING)),
            installed=INSTALLED,
            address=address,
        )
    )
    program.chmod(0o755)
    return str(program)


def _stop(server: subprocess.Popen[bytes], folder: TemporaryDirectory[str]) -> None:
    """End the server and take its folder away."""
    server.communicate()
    folder.cleanup()


# --- the server -----------------------------------------------------------------------------------


def _serve(listening: socket.socket) -> None:
    """Fork a process for each command that comes, and tell the caller how it ended."""
    ready = selectors.DefaultSelector()
    ready.register(listening, selectors.EVENT_READ)
    ready.register(0, selectors.EVENT_READ)
    while True:
        for key, _ in ready.select():
            if key.fileobj == 0:  # whoever started us is gone
                return
            if key.fileobj is not listening:
                ended, caller = key.data
                ready.unregister(ended)
                os.close(ended)
                status = os.waitstatus_to_exitcode(os.waitpid(caller[0], 0)[1])
                with suppress(OSError):  # the caller was ended
                    caller[1].sendall(str(status if status >= 0 else 128 - status).encode())
                caller[1].close()
                continue
            asking, _ = listening.accept()
            child = os.fork()
            if child == 0:
                listening.close()
                _become(asking)
            ended = os.pidfd_open(child)
            ready.register(ended, selectors.EVENT_READ, (ended, (child, asking)))


def _become(asking: socket.socket) -> None:
    """Be the process of one command from here on."""
    _, files, _, _ = socket.recv_fds(asking, 1, 3)
    words, folder, environment = marshal.loads(b"".join(iter(lambda: asking.recv(65_536), b"")))  # noqa: S302
    asking.close()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(environment)
    sys.argv = [os.fsdecode(word) for word in words]
    sys.stdin, sys.stdout, sys.stderr = _opened(0), _opened(1), _opened(2)
    status: object = 1
    try:
        from resolvers.cli import main

        main()
    except SystemExit as end:
        status = end.code
    finally:
        atexit._run_exitfuncs()  # noqa: SLF001  (as the end of Python does)
        with suppress(OSError):
            sys.stdout.flush()
        os._exit(status if isinstance(status, int) else int(status is not None))


def _opened(number: int) -> io.TextIOWrapper:
    """Open a standard stream as Python does when it starts."""
    raw = os.fdopen(number, "rb" if number == 0 else "wb", closefd=False)
    return io.TextIOWrapper(
        raw,
        encoding="utf-8",
        errors="backslashreplace" if number == 2 else "strict",
        line_buffering=number == 2 or os.isatty(number),
    )


def _warm() -> None:
    """Import and load what commands need.

    DuckDB is asked nothing, for its threads do not survive a fork.
    """
    from resolvers.cli import COMMANDS

    for name in (*_MODULES, *(f"resolvers.cli.{c.replace('-', '_')}" for c in COMMANDS)):
        importlib.import_module(name)
    from resolvers.mention_detection.detect import detect

    detect(_TEXT, "")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _warm()
    _serve(socket.socket(fileno=int(sys.argv[1])))
