"""Every example runs and shows what it promises."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))


@cache
def run(path: Path) -> str:
    """Run an example once, as a reader of the repository does; the output is that of a pipe."""
    environment = {name: value for name, value in os.environ.items() if name != "SPANTRAIL_LEDGER"}
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_runs(path: Path) -> None:
    """It ends well and prints something."""
    assert run(path).strip()


def test_the_demo_leads_from_an_entity_to_characters_and_reasons() -> None:
    """Entities with counts, the trail with its text, the weights with the words compared, the proof, the next step."""
    shown = run(Path(__file__).parents[1] / "examples/demo.py")

    assert "\tEmmanuel Macron\tPER\tFrench President; President\t14\t7\t5" in shown
    assert "herald-2:82-102\tHarbour Herald\trole\tDmitry Peskov\topens\t1.00\t" in shown
    assert "⟦Kremlin spokesperson⟧ said on Friday." in shown
    assert '("Kremlin spokesperson" herald-2:82-102)' in shown
    assert '("Kremlin\'s spokesman" meridian-1:19-38)' in shown
    assert "every span resolves" in shown
    assert "Next:" in shown


def test_a_list_s_ids_are_tied_by_names_and_dates_and_not_by_chance() -> None:
    """Another given name and an office of that year lead to the entry.

    Later mayors and namesakes do not.
    """
    shown = run(Path(__file__).parents[1] / "examples/known_people.py")

    assert (
        "Kate Mora is people:P-17, input row 1" in shown
        or "Katharine Mora is people:P-17, input row 1" in shown
    )
    assert "  closing:" in shown
    assert "  later:" not in shown
    assert "of two with one name, neither: []" in shown
