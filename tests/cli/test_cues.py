"""Cues: every cue is described, counted where it was, and the page of the reference is what the command prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.cli import main
from resolvers.coreference import cues

ROOT = Path(__file__).parents[2]
CHAINS = ROOT / "resolvers/coreference"


def printed(*words: str) -> str:
    """Run the command."""
    result = click.testing.CliRunner().invoke(main, ["cues", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_page_is_what_the_command_prints() -> None:
    """A count or a cue that changes has to change the page: `spantrail cues --page`."""
    page = (ROOT / "docs/reference/cues.md").read_text("utf-8")

    assert page == printed("--page")


def test_every_cue_that_was_counted_is_described() -> None:
    """A cue that nobody described would not be listed."""
    assert sorted(set(cues.counts()) - set(cues.meanings())) == []


def test_every_cue_that_the_rules_name_is_described() -> None:
    """Rules name a cue beside whom they found: ("apposition", group)."""
    source = "\n".join(path.read_text("utf-8") for path in sorted(CHAINS.rglob("*.py")))
    named = set(re.findall(r"return \(?\"([a-z' ]+)\", (?:group|latest|same|found)", source))

    assert named
    assert sorted(named - set(cues.meanings())) == []


def test_probabilities_follow_from_the_counts() -> None:
    """Half a case is added on either side, so that none is sure.

    What ties is right more often than not.
    """
    rows = json.loads(printed("--json"))
    for row in (row for row in rows if row["right"] is not None):
        share = (row["right"] + 0.5) / (row["right"] + row["wrong"] + 1)
        assert row["probability"] == pytest.approx(share, abs=0.001)
        assert row["ties"] == (share >= cues.FLOOR)


@given(st.text())
def test_a_cue_that_was_never_counted_is_a_guess(cue: str) -> None:
    """It is as likely as not, whatever it is called."""
    likely = cues.probability(cue)

    assert 0 < likely < 1
    assert likely == 0.5 or cue in cues.meanings()


def test_a_cue_is_listed_a_line() -> None:
    """On a pipe the cells are parted by tabs."""
    lines = printed().splitlines()

    assert lines[0].split("\t") == ["cue", "right", "wrong", "probability", "ties", "meaning"]
    assert len(lines) == 1 + len(cues.meanings())
