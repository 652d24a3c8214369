"""spantrail ingest: take articles in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from resolvers.cli.options import ledger_option
from resolvers.cli.progress import progress
from resolvers.cli.statuses import FAILED


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
def command(paths: tuple[str, ...], ledger: Path) -> None:
    """Take articles in from .txt, .jsonl, .csv and .parquet files, folders and globs.

    A refused row is named with file, line and field on standard error; the others are kept, and the exit status is 1.

    Example:
      spantrail ingest articles.jsonl more/ 'archive/*.csv' --ledger news.duckdb
    """
    import provenance

    with provenance.open(ledger) as opened, progress() as tell:
        report = opened.ingest(paths, progress=tell)
    for refused in report.refused:
        click.echo(f"refused: {refused}", err=True)
    click.echo(
        f"{report.added} new versions, {report.known} already known, {len(report.refused)} refused: {ledger}"
    )
    if report.refused:
        sys.exit(FAILED)
