"""spantrail snapshot: a copy of the ledger as it is at one moment."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.options import ledger_option, must_exist


@click.command("snapshot")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@ledger_option
def command(file: Path, ledger: Path) -> None:
    """Copy the ledger to FILE as it is at one moment, also while another process writes to it.

    Nobody can read a ledger that another process writes to; a copy answers every question
    meanwhile.

    Example:
      spantrail snapshot copy.duckdb
      spantrail entities --ledger copy.duckdb
    """
    from provenance.snapshots import copy_ledger

    must_exist(ledger)
    copy_ledger(ledger, file)
    click.echo(f"{ledger} copied to {file}: {file.stat().st_size:,} bytes", err=True)
