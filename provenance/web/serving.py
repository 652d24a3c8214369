"""Serve pages until somebody stops it: over a copy of the ledger, or as the one who writes it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from provenance.exceptions import LedgerError, MissingExtraError
from provenance.snapshots import snapshot
from provenance.web.app import Site, make_app
from provenance.web.guard import guard_for
from provenance.web.indexed import IndexedLedger
from provenance.web.ledgers import READERS, Ledgers

if TYPE_CHECKING:
    from provenance.web.helpers import Helpers


# Nothing is told of the server or of who asks; pages need no websockets and no lifespan.
_QUIET: dict[str, Any] = {
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "proxy_headers": False,
    "ws": "none",
    "lifespan": "off",
}


@contextmanager
def opened(path: Path, *, write: bool) -> Iterator[Ledgers]:
    """Open a ledger for pages.

    Args:
        path: its file.
        write: whether decisions are taken: the file is held then, and nobody else can open it.
            Otherwise a copy is asked, and others may write meanwhile.
    """
    with TemporaryDirectory(prefix="spantrail-") as folder:
        if write:
            ours = IndexedLedger.open(path)
            ours.make_index()  # whatever is there may be from somebody else
            lent = Ledgers([ours])
        else:
            copy = snapshot(path, Path(folder) / "copy.duckdb")
            with IndexedLedger.open(copy) as indexing:
                indexing.make_index()
            readers = range(READERS)
            lent = Ledgers([IndexedLedger.open(copy, read_only=True) for _ in readers])
        try:
            yield lent
        finally:
            lent.close()


def serve(
    path: Path,
    helpers: Helpers,
    *,
    write: bool = False,
    host: str = "127.0.0.1",
    port: int = 8383,
    token: str | None = None,
    withheld: bool = False,
    say: Callable[[str], object] = print,
) -> None:
    """Serve the pages of a ledger until it is stopped.

    Args:
        path: the ledger's file.
        helpers: what pages ask of `resolvers`.
        write: take decisions, and hold the file.
        host: where to listen; one that other machines reach needs a token, and gets one.
        port: where to listen; 0 takes any that is free.
        token: what whoever asks must know.
        withheld: keep the texts of articles back, and show only what is quoted of them.
        say: told the address once it listens.

    Raises:
        LedgerError: the ledger cannot be opened, or the port is taken.
        MissingExtraError: uvicorn or Starlette is not installed.
    """
    try:
        import uvicorn
    except ImportError:
        raise MissingExtraError("uvicorn", "web") from None
    guard = guard_for(host, token)
    with opened(path, write=write) as ledgers, _listening_socket(host, port) as listening:
        site = Site(
            ledgers=ledgers,
            helpers=helpers,
            guard=guard,
            writable=write,
            withheld=withheld,
            footing=_footing_sentence(path, write=write),
        )
        config = uvicorn.Config(make_app(site), **_QUIET)
        say(_browser_address(host, listening.getsockname()[1], guard.token))
        uvicorn.Server(config).run(sockets=[listening])


def _browser_address(host: str, port: int, token: str | None) -> str:
    """Write the address that opens the pages in a browser."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/{f'?token={token}' if token else ''}"


@contextmanager
def _listening_socket(host: str, port: int) -> Iterator[socket.socket]:
    """Bind before anything is said, so that the address that is printed is there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host.strip("[]"), port))
        except OSError as error:
            raise LedgerError(
                f"cannot listen on {host}:{port}: {error.strerror}; name another with --port"
            ) from error
        made.listen(64)
        yield made


def _footing_sentence(path: Path, *, write: bool) -> str:
    """Say what the pages show."""
    if write:
        return f"{path.name}; decisions count at once."
    return f"{path.name} as it was on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC."
