"""Take the pictures of pages that the documentation shows.

python tests/web/pictures.py docs/images
"""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.web import addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from provenance.api import Ledger

PICTURES = ("article", "story", "desk")
_SIZE = {"width": 1200, "height": 760}


def take(started: Browser, base: str, ledger: Ledger, folder: Path) -> None:
    """Take them into a folder."""
    page = started.new_page(viewport=_SIZE)
    mention = next(m for m in ledger.trace("dispatch-1") if m.surface == "Macron")
    page.goto(base + addresses.article("dispatch-1", mention.span))
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=folder / "article.png")
    page.goto(base + addresses.story("orbis-1"))
    page.screenshot(path=folder / "story.png")
    page.goto(f"{base}/queue")
    page.fill("#by", "ann")
    page.locator(".pair-card").first.focus()
    page.keyboard.press("d")
    page.locator(".now .impact").wait_for()
    page.screenshot(path=folder / "desk.png")
    page.close()


def main(folder: Path) -> None:
    """Serve the articles that come with us, and take the pictures."""
    import uvicorn
    from browsing import browser
    from news_site import example

    import resolvers
    from provenance.web.app import Site, make_app
    from provenance.web.guard import guard_for
    from provenance.web.indexed import IndexedLedger
    from provenance.web.ledgers import Ledgers
    from resolvers.cli.web_helpers import helpers

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, socket.socket() as bound:
        ledger = IndexedLedger.open(Path(scratch) / "news.duckdb")
        ledger.add(example())
        resolvers.resolve(ledger)
        site = Site(
            ledgers=Ledgers([ledger]),
            helpers=helpers(),
            guard=guard_for("::1", None),
            writable=True,
        )
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        with browser() as started:
            take(started, f"http://127.0.0.1:{bound.getsockname()[1]}", ledger, folder)
        server.should_exit = True
        thread.join()
        ledger.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
