"""spantrail demo: the main job on articles that come with us."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("demo")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the ledger in this file, to ask it more; a temporary one otherwise.",
)
def command(keep: Path | None) -> None:
    """Run the main job on twelve short articles that come with spantrail, and show what came out.

    Example:
      spantrail demo
      spantrail demo --keep demo.duckdb
    """
    import subprocess

    from provenance.exceptions import LedgerError
    from spantrail.demo import run

    if keep is not None and keep.exists():
        raise LedgerError(f"{keep} exists already; name a file that does not")
    try:
        run(keep)
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
