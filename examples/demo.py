"""Run the main job on the example corpus and show the way from an entity down to characters.

    python examples/demo.py

Everything printed comes from the commands named in the output; the ledger is kept in a temporary folder.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "paris_summit" / "articles.jsonl"
COMMAND = Path(sysconfig.get_path("scripts")) / "spantrail"


def step(title: str, *words: str, folder: Path) -> None:
    """Print a heading and the command, then run it on the demo's ledger."""
    shown = " ".join(f'"{w}"' if " " in w else w for w in words)
    print(f"\n── {title}\n$ spantrail {shown}", flush=True)
    subprocess.run([COMMAND, *words, "--ledger", folder / "demo.duckdb"], check=True)


def main() -> int:
    """Walk through the main job."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        step("Take the articles in", "ingest", str(CORPUS), folder=folder)
        step("Find who is who, and link it across outlets", "resolve", folder=folder)
        step("Who and what they speak of", "entities", "--limit", "25", folder=folder)
        step(
            "One entity, with the places that state its names and roles",
            "show",
            "Dmitry Peskov",
            folder=folder,
        )
        step("Its trail, down to characters", "trace", "Dmitry Peskov", folder=folder)
        step(
            "Why a role in one outlet and a name in another are one",
            "why",
            "Kremlin spokesperson",
            "Dmitry Peskov",
            folder=folder,
        )
        step("Proof that every span resolves", "verify", folder=folder)
    print(
        "\nNext: put your own articles through it\n"
        "  .venv/bin/spantrail ingest YOUR_FILES && .venv/bin/spantrail resolve && .venv/bin/spantrail entities\n"
        "or read docs/tutorial/paris_summit.md, which explains this output."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
