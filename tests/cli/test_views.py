"""Every view on a terminal of 80, 100 and 140 columns, as golden files to be read.

python tests/cli/test_views.py    write them anew
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import pty
import re
import struct
import sys
import sysconfig
import tempfile
import termios
from pathlib import Path

import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st

import provenance
import resolvers
from provenance.trail.tables import LEADS, Table, kind_of
from resolvers.cli import main
from resolvers.cli.layout import flat, laid_out

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "views"
WIDTHS = (80, 100, 140)
VIEWS = {
    "entities": "entities --limit 6",
    "entities-explained": "entities --limit 2 --explain",
    "search": "search Macorn",
    "show-entity": "show Dmitry_Peskov",
    "show-article": "show herald-2",
    "trace-entity": "trace Dmitry_Peskov",
    "trace-article": "trace herald-2 --limit 4",
    "trace-claim": "trace 710f6cab26d80ded",
    "claims": "claims --limit 4",
    "why": "why Kremlin_spokesperson Dmitry_Peskov",
    "why-claims": "why 710f6cab26d80ded 7573bdfabe1fe107",
    "why-articles": "why orbis-1 dispatch-1",
    "why-not": "why-not Emmanuel_Macron Friedrich_Merz",
    "how": "how Volodymyr_Zelensky --limit 1",
    "stories": "coverage",
    "story": "coverage herald-2",
    "conflicts": "conflicts",
    "sources": "sources 710f6cab26d80ded",
    "authorities": "authority list",
    "verify": "verify",
    "check": "check draft.txt",
}
DRAFT = (
    "More than two dozen countries are ready to protect Ukraine, Emmanuel Macron said. "
    "Four people who cleared landmines were killed on Thursday in northern Ukraine.\n"
)


class Terminal(io.StringIO):
    """Hold what is printed, as if it were a terminal."""

    def isatty(self) -> bool:
        """Lay out for people."""
        return True


def make(folder: Path) -> None:
    """Resolve the example corpus, and write a draft."""
    (folder / "draft.txt").write_text(DRAFT, "utf-8")
    known = [{"id": "Q1", "name": "Dmitry Peskov", "type": "PER"}]
    with provenance.open(folder / "spantrail.duckdb") as ledger:
        ledger.ingest([str(ROOT / "examples/paris_summit/articles.jsonl")])
        ledger.add_authority("list", known)
        resolvers.resolve(ledger)


def view(name: str, width: int, folder: Path) -> str:
    """Print a view on a terminal of that width; _ stands for a space inside a word."""
    words = [word.replace("_", " ") for word in VIEWS[name].split()]
    paging = [] if words[0] == "check" else ["--no-pager"]
    out = Terminal()
    environment = {**os.environ, "COLUMNS": str(width), "LINES": "50", "NO_COLOR": "1"}
    before = os.environ.copy()
    os.environ.clear()
    os.environ.update(environment)
    try:
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(out),
            contextlib.suppress(SystemExit),
        ):
            main.main([*words, *paging], standalone_mode=True)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return "".join(f"{line.rstrip()}\n" for line in unstyle(out.getvalue()).splitlines())


def write_all() -> None:
    """Write every view at every width."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        for width in WIDTHS:
            (GOLDEN / str(width)).mkdir(parents=True, exist_ok=True)
            for what in VIEWS:
                file = GOLDEN / str(width) / f"{what}.txt"
                file.write_text(view(what, width, folder), "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the ledger once."""
    path = tmp_path_factory.mktemp("views")
    make(path)
    return path


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_as_it_was_read(name: str, width: int, folder: Path) -> None:
    """What changes in it is read again."""
    golden = (GOLDEN / str(width) / f"{name}.txt").read_text("utf-8")

    assert view(name, width, folder) == golden


@pytest.mark.parametrize("width", [80, 90, 120, 160, 200])
@pytest.mark.parametrize(
    "name", ["entities", "claims", "conflicts", "sources", "story", "trace-entity"]
)
def test_no_id_or_reference_is_cut(name: str, width: int, folder: Path) -> None:
    """Every cell of a pipe that is an id stands whole on a line of the terminal."""
    words = [word.replace("_", " ") for word in VIEWS[name].split()]
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main.main(words, standalone_mode=True)
    piped = re.findall(
        r"\b(?:ent|group|story|origin)-[a-z0-9]{16}\b|\b[\w-]+:\d+-\d+\b", out.getvalue()
    )
    shown = view(name, width, folder)

    assert len(piped) > 3
    assert [found for found in piped if found not in shown] == []


_WORDS = st.text("abcdefgh é中\u200b🌊 ", min_size=0, max_size=60)
_IDS = st.from_regex(r"[a-z]{2,8}-[a-z0-9]{4,40}", fullmatch=True)
_COLUMNS = ("claim", "article", "speaker", "said", "stance", "probability", "link")


@given(
    rows=st.lists(
        st.tuples(
            _IDS,
            _IDS,
            _WORDS,
            _WORDS,
            st.sampled_from(["asserts", "denies"]),
            st.floats(0, 1),
            _IDS,
        ),
        max_size=5,
    ),
    width=st.integers(40, 220),
)
def test_any_table_is_laid_out_without_loss(rows: list[tuple[str, ...]], width: int) -> None:
    """Ids and links stay whole, every word is there, and a line is too long only where one thing is."""
    lines = list(laid_out(Table(title="t", columns=_COLUMNS, rows=[*rows]), width))
    text = " ".join(" ".join(lines).split())

    for row in rows:
        for name, cell in zip(_COLUMNS, row, strict=True):
            if kind_of(name) in {"id", "link"}:
                assert any(str(cell) in line for line in lines)
            assert all(word in text for word in flat(cell).split())
    for line in lines:
        assert len(line.rstrip()) <= width or len(line.split()) <= 1 + len(LEADS)


def test_a_real_terminal_gets_a_layout_and_no_tabs(folder: Path) -> None:
    """Of its own width, in a process of its own."""
    command = str(Path(sysconfig.get_path("scripts")) / "spantrail")
    pid, master = pty.fork()
    if not pid:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 500, 80, 0, 0))
        os.environ.pop("COLUMNS", None)
        os.chdir(folder)
        os.execv(command, [command, "claims", "--limit", "2"])  # noqa: S606
    shown = b""
    with contextlib.suppress(OSError):
        while chunk := os.read(master, 65_536):
            shown += chunk
    os.waitpid(pid, 0)
    lines = unstyle(shown.decode()).replace("\r\n", "\n").splitlines()

    assert "710f6cab26d80ded  orbis-1:14-119  Emmanuel Macron" in lines
    assert not any("\t" in line for line in lines)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    write_all()
