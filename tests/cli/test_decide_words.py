"""What `spantrail decide` says of words that make no decision, before it looks into the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import provenance
from resolvers.cli import main


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("name", "Ada Crane"), "name takes WHAT and what it is to be, not 'Ada Crane' alone"),
        (("fork", "a:0-9", "--actor", "model"), "add --actor-version VERSION"),
        (("release", "Ada Crane", "Corvell"), "'release' names one entity, not 2"),
    ],
)
def test_words_that_make_no_decision_are_refused(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    """The sentence says what is missing, and the status is that of usage."""
    path = tmp_path / "news.duckdb"
    provenance.open(path).close()

    done = CliRunner().invoke(main, ["decide", *words, "--by", "ann", "--ledger", str(path)])

    assert done.exit_code == 2
    assert message in " ".join(done.output.split())
