"""spantrail verify: prove that every row leads to its characters."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from resolvers.cli.options import ledger_option, open_existing


@click.command("verify")
@ledger_option
def command(ledger: Path) -> None:
    """Check every span, key, number, reference and weight, and print what is wrong.

    No row may have been edited since it was appended.
    Indexes beside the ledger are derived from it: `spantrail resolve --rebuild` makes them anew.

    Example:
      spantrail verify --ledger news.duckdb
    """
    with open_existing(ledger) as opened:
        problems = opened.verify()
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"spantrail: {len(problems)} problems in {ledger}", err=True)
        sys.exit(1)
    click.echo(
        f"{ledger}: every span resolves, every weight is the sum of its parts,"
        " and every row is as it was appended"
    )
