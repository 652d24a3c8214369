"""spantrail verify: prove that every row leads to its characters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, say
from resolvers.cli.options import answer_options, open_existing
from resolvers.cli.statuses import FAILED

if TYPE_CHECKING:
    from provenance.trail import Verification


@click.command("verify")
@answer_options
def command(ledger: Path, *, as_json: bool) -> None:
    """Check every span, key, number, reference and weight, and print what is wrong.

    No row may have been edited since it was appended. Indexes beside the ledger are derived from
    it: `spantrail resolve --rebuild` makes them anew.

    Example:
      spantrail verify --ledger news.duckdb
    """
    from provenance.trail import Verification

    with open_existing(ledger) as opened:
        found = Verification(ledger=str(ledger), problems=tuple(opened.verify()))
    print_answer(found, _print_verification, as_json=as_json)
    if not found.holds:
        click.echo(f"spantrail: {len(found.problems)} problems in {ledger}", err=True)
        sys.exit(FAILED)


def _print_verification(found: Verification) -> None:
    for problem in found.problems:
        say(problem)
    if found.holds:
        say(
            f"{found.ledger}: every span resolves, every weight is the sum of its parts,"
            " and every row is as it was appended"
        )
