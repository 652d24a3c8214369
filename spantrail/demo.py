"""The demo: the main job on twelve short articles that come with us, from an entity down to characters."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

CORPUS = "paris_summit.jsonl"  # the articles of examples/paris_summit, written for this project
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Find who is who, and link it across outlets", ("resolve",)),
    ("Who and what they speak of", ("entities", "--limit", "25")),
    (
        "One entity, with the places that state its names and roles",
        ("show", "Dmitry Peskov"),
    ),
    ("Its trail, down to characters", ("trace", "Dmitry Peskov")),
    (
        "Why a role in one outlet and a name in another are one",
        ("why", "Kremlin spokesperson", "Dmitry Peskov"),
    ),
    ("What cannot both hold", ("conflicts",)),
    ("Proof that every span resolves", ("verify",)),
)
NEXT = """
Next: put your own articles through it
  spantrail ingest YOUR_FILES && spantrail resolve && spantrail entities
or read docs/tutorial/paris_summit.md, which explains this output."""


def run(keep: Path | None = None) -> None:
    """Walk through the main job, each step a command that is printed and run.

    Args:
        keep: where the ledger stays, to be asked more; it must not exist. A temporary folder
            otherwise.

    Raises:
        CalledProcessError: a step failed; it has said why.
    """
    with tempfile.TemporaryDirectory() as folder, as_file(files(__package__) / CORPUS) as corpus:
        ledger = keep or Path(folder) / "demo.duckdb"
        _step("Take the articles in", ("ingest", str(corpus)), ledger)
        for title, words in STEPS:
            _step(title, words, ledger)
    _say(NEXT)
    if keep:
        _say(f"The ledger is {keep}: spantrail coverage --ledger {keep}")


def _step(title: str, words: tuple[str, ...], ledger: Path) -> None:
    """Print a heading and the command, then run it."""
    shown = " ".join(f'"{word}"' if " " in word else word for word in words)
    _say(f"\n── {title}\n$ spantrail {shown}")
    paging = () if words[0] in {"ingest", "resolve"} else ("--no-pager",)
    command = [sys.executable, "-m", "spantrail", *words, *paging, "--ledger", str(ledger)]
    subprocess.run(command, check=True)  # noqa: S603  (our own commands)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
