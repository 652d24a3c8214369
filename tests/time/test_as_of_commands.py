"""Every command that reads takes --as-of, and prints what it printed then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import provenance
import resolvers
from resolvers.cli import COMMANDS, main

# What writes, or proves the whole file: `verify` looks at what every run appended.
WITHOUT = set(
    "ingest resolve run merge decide apply review snapshot verify mcp demo cues authority serve".split()
)
FIRST = {
    "id": "a",
    "source": "Daily",
    "text": "Mayor Ada Crane said that 3 ships sank. Crane left. Tom Crane denied that 3 ships sank.",
}
SECOND = {"id": "b", "source": "Courier", "text": "Ada Crane said that 5 ships sank. Crane left."}
ASKED = {
    "decisions": [],
    "queue": [],
    "changes": ["a"],
    "entities": [],
    "report": ["Ada Crane", "--output", "-"],
    "search": ["Crane"],
    "show": ["Ada Crane"],
    "claims": [],
    "trace": ["Ada Crane"],
    "why": ["MENTION", "MENTION"],
    "why-not": ["Ada Crane", "Tom Crane"],
    "how": ["Ada Crane"],
    "coverage": [],
    "conflicts": [],
    "events": [],
    "sources": ["CLAIM"],
    "check": ["draft.txt"],
    "export": ["mentions", "--to", "-"],
    "sample": ["--to", "sample.jsonl"],
    "evaluate": ["gold.jsonl"],
    "train": ["gold.jsonl", "--to", "model.json"],
}
# These read labels beside the ledger, and write files: that they take the option is all that is
# tried.
MEASURING = {"sample", "evaluate", "train"}


def run(*words: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def options(name: str) -> set[str]:
    """List the options of a command."""
    command = main.get_command(click.Context(main), name)
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - WITHOUT))
def test_every_command_that_reads_takes_a_moment(name: str) -> None:
    """And each is tried below."""
    assert "--as-of" in options(name)
    assert name in ASKED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Ask everything of a ledger, and then let it learn and unlearn."""
    folder = tmp_path_factory.mktemp("then")
    (folder / "draft.txt").write_text("Ada Crane said that 3 ships sank.", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("SPANTRAIL_LEDGER", raising=False)
        with provenance.open("spantrail.duckdb") as ledger:
            ledger.add([FIRST])
            resolvers.resolve(ledger)
            run_id = ledger.query("last_run").to_pylist()[0]["run"]
            claim = ledger.claims()[0].claim
            places = [f"a:{m['start']}-{m['end']}" for m in ledger.table("mentions").to_pylist()]
        ASKED.update({"sources": [claim], "why": [places[0], places[-1]]})
        told = {name: printed(name) for name in set(ASKED) - MEASURING}
        with provenance.open("spantrail.duckdb") as ledger:
            ledger.decide("different", places[0], places[-1], by="ann", about="entity")
            ledger.add([{**FIRST, "text": FIRST["text"].replace("Tom", "Ada")}, SECOND])
            resolvers.resolve(ledger)
        (folder / "then.json").write_text(json.dumps({"run": run_id, "told": told}), "utf-8")
        yield folder


def printed(name: str, *more: str) -> list[object]:
    """Run a command, and return its status and what it prints."""
    done = run(name, *ASKED[name], *more)
    return [done.exit_code, done.stdout]


@pytest.mark.parametrize("name", sorted(set(ASKED) - MEASURING))
def test_a_command_prints_what_it_printed_then(name: str, folder: Path) -> None:
    """To the last character, though the articles were corrected and others came."""
    then = json.loads((folder / "then.json").read_text("utf-8"))

    assert printed(name, "--as-of", f"run:{then['run']}") == then["told"][name]


@pytest.mark.parametrize("name", ["entities", "changes", "claims", "export", "decisions", "trace"])
def test_now_it_prints_something_else(name: str, folder: Path) -> None:
    """Or what stands above would prove nothing."""
    then = json.loads((folder / "then.json").read_text("utf-8"))

    assert printed(name) != then["told"][name]


@pytest.mark.usefixtures("folder")
def test_before_the_first_run_a_command_says_so() -> None:
    """On standard error; what it prints is empty."""
    done = run("entities", "--json", "--as-of", "2001-01-01")

    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    assert "spantrail: nothing was known before the first run: it ended 2" in done.stderr


@pytest.mark.usefixtures("folder")
def test_what_is_no_moment_is_a_usage_error() -> None:
    """A run that never was is told like anything that is not there."""
    assert run("entities", "--as-of", "yesterday").exit_code == 2
    assert "is no moment; write a day" in run("entities", "--as-of", "yesterday").output
    done = CliRunner().invoke(main, ["entities", "--as-of", "run:999"])
    assert done.exit_code == 1
    assert "there is no run 999; the last one is" in done.output
