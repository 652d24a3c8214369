"""A real browser: Debian's Chromium, driven by playwright, which downloads nothing.

Axe-core from npm, injected.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_AXE = Path(sys.prefix) / "axe.min.js"  # beside the packages of the environment


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser; tests that need it are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


def axe_source() -> str:
    """Return the script of axe-core, which npm fetches once; skip where it cannot."""
    if not _AXE.is_file():
        if shutil.which("npm") is None:
            pytest.skip("no axe-core here: install npm")
        with tempfile.TemporaryDirectory(dir=_AXE.parent) as folder:
            fetch_axe(Path(folder)).replace(_AXE)
    return _AXE.read_text("utf-8")


def fetch_axe(folder: Path) -> Path:
    """Let npm fetch axe-core into a folder, and return its script."""
    pack = ["npm", "pack", "axe-core@4", "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(pack, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        pytest.skip(f"npm cannot fetch axe-core: {done.stderr.strip()[-200:]}")
    (archive,) = folder.glob("axe-core-*.tgz")
    shutil.unpack_archive(archive, folder, filter="data")
    return folder / "package" / "axe.min.js"


class Watched:
    """Open pages, and note what must not happen: errors, dialogs, requests beyond this machine.

    Args:
        started: the browser.
        base: where the server listens.
        scheme: light or dark.
        width: of the window, in pixels.
    """

    def __init__(
        self, started: Browser, base: str, scheme: str = "light", width: int = 1400
    ) -> None:
        self.base = base
        self.faults: list[str] = []
        # The script of axe is put in by the tests, which the pages' own policy forbids.
        self.context: BrowserContext = started.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._asked)

    def _said(self, message: object) -> None:
        if getattr(message, "type", "") in {"error", "warning"}:
            self.faults.append(f"console: {getattr(message, 'text', '')} at {self.page.url}")

    def _asked(self, request: object) -> None:
        url = getattr(request, "url", "")
        if not url.startswith((self.base, "data:")):
            self.faults.append(f"request: {url}")

    def open(self, path: str) -> Page:
        """Open a page of the server."""
        self.page.goto("about:blank")  # so that another fragment of one page is opened anew
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        assert answer.status == 200, path
        return self.page

    @property
    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return found
