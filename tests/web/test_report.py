"""A report is one file that loads nothing and runs nothing, and the same ledger gives the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from news_site import SCRIPT

from provenance.api import Ledger
from provenance.exceptions import NotFoundError
from provenance.web.report import report_on, write_report
from resolvers.cli import main


def written(ledger: Ledger, what: str, file: Path, made: datetime | None = None) -> str:
    """Write a report, and read it."""
    write_report(report_on(ledger, what), file, ledger_name="news.duckdb", made=made)
    return file.read_text("utf-8")


def subjects(ledger: Ledger) -> list[str]:
    """List one of each kind."""
    claim = ledger.claims(by="Emmanuel Macron", sort="sure", limit=1)[0]
    return [ledger.stories(limit=1)[0].story, "Dmitry Peskov", claim.claim, "orbis-1", "Ada Crane"]


def test_a_report_stands_alone(ledger: Ledger, tmp_path: Path) -> None:
    """No script, nothing to load, no link to a page of the server.

    Every text that it cites is named by its hash.
    """
    for what in subjects(ledger):
        text = written(ledger, what, tmp_path / "report.html")
        links = re.findall(r'(?:href|src|action)="([^"]*)"', text)

        assert "<script" not in text
        assert SCRIPT not in text
        assert "default-src 'none'" in text
        assert {link.split(":")[0] for link in links if not link.startswith("#")} <= {"https"}
        assert re.search(r"<td><code>[0-9a-f]{64}</code>", text)
        assert "<style>" in text
        assert text == written(ledger, what, tmp_path / "again.html")


def test_a_report_says_when_it_was_made_where_that_is_asked(ledger: Ledger, tmp_path: Path) -> None:
    """Otherwise its bytes would differ from run to run."""
    made = datetime(2025, 9, 6, 12, tzinfo=UTC)
    text = written(ledger, "Dmitry Peskov", tmp_path / "r.html", made)

    assert "2025-09-06 12:00" in text


def test_what_is_unknown_has_no_report(ledger: Ledger) -> None:
    """One sentence says so."""
    with pytest.raises(NotFoundError, match="no entity is called"):
        report_on(ledger, "Nobody At All")


def test_the_command_writes_it(tmp_path: Path, root: Path) -> None:
    """Of an entity, and of a draft in a file."""
    news, draft = tmp_path / "news.duckdb", tmp_path / "draft.txt"
    draft.write_text("Twenty-six nations committed on Friday to a force, Macron said.", "utf-8")
    runner = CliRunner()
    corpus = str(root / "examples/paris_summit")
    for words in (
        ["ingest", corpus],
        ["resolve"],
        ["report", "Emmanuel Macron", "--output", str(tmp_path / "a.html")],
        ["report", str(draft), "--output", str(tmp_path / "b.html"), "--dated"],
    ):
        done = runner.invoke(main, [*words, "--ledger", str(news)])
        assert done.exit_code == 0, done.output
    assert "French President" in (tmp_path / "a.html").read_text("utf-8")
    assert "number changed" in (tmp_path / "b.html").read_text("utf-8")
    lost = runner.invoke(main, ["report", "x", "--output", "r.html", "--ledger", str(news)])
    assert lost.exit_code == 1 or "no entity is called 'x'" in lost.output


@pytest.mark.parametrize(
    ("missing", "run", "told"),
    [
        ("starlette", "report_on(ledger, 'a')", "Nobody"),
        (
            "jinja2",
            "write_report(report_on(ledger, 'a'), Path('r.html'), ledger_name='l')",
            "jinja2",
        ),
        ("uvicorn", "serve(Path('l.duckdb'), None)", "uvicorn"),
    ],
)
def test_a_missing_library_is_named_where_it_is_needed(
    tmp_path: Path, missing: str, run: str, told: str
) -> None:
    """A report needs Jinja2 alone; the sentence says what to install."""
    code = f"""
import sys
from pathlib import Path
sys.modules[{missing!r}] = None
import provenance
from provenance.web import serve, write_report
from provenance.web.report import report_on
from provenance.exceptions import MissingExtraError
with provenance.open(":memory:") as ledger:
    ledger.add([{{"id": "a", "text": "It rained."}}])
    try:
        {run}
        print("Nobody misses it")
    except MissingExtraError as error:
        print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert told in done.stdout
    assert "Nobody" in done.stdout or "pip install 'spantrail[web]'" in done.stdout
