"""One ledger and one server for all tests of pages: our example articles, one of them corrected, and hostile ones."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from news_site import CORRECTED, HOSTILE, Pages, client_of, example, pages
from starlette.testclient import TestClient

import resolvers
from provenance.api import Ledger
from provenance.web.app import Site, make_app
from provenance.web.guard import guard_for
from provenance.web.indexed import IndexedLedger
from provenance.web.ledgers import Ledgers
from resolvers.cli.web_helpers import helpers


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Resolve the articles; one is corrected afterwards."""
    articles = example()
    with IndexedLedger.open(tmp_path_factory.mktemp("web") / "news.duckdb") as opened:
        opened.add([*articles, *HOSTILE])
        resolvers.resolve(opened)
        (first,) = [line for line in articles if line["id"] == CORRECTED]
        opened.add(
            [{**first, "text": first["text"].replace("Three aid workers", "Two aid workers")}]
        )
        resolvers.resolve(opened)
        yield opened


@pytest.fixture(scope="session")
def site(ledger: Ledger) -> Site:
    """Serve it, and take decisions."""
    return Site(
        ledgers=Ledgers([ledger]),
        helpers=helpers(),
        guard=guard_for("127.0.0.1", None),
        writable=True,
        footing="news.duckdb.",
    )


@pytest.fixture(scope="session")
def client(site: Site) -> TestClient:
    """Ask the pages without a socket."""
    return client_of(site)


@pytest.fixture(scope="session")
def opened(client: TestClient, ledger: Ledger) -> Pages:
    """Open pages of all kinds once."""
    return {address: client.get(address) for address in pages(ledger)}


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Start a real server, and return where it listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        config = uvicorn.Config(make_app(site), log_level="warning", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()
