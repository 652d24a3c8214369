"""spantrail changes: what the correction of an article did."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import table
from resolvers.cli.options import ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.spans import Span


@click.command("changes")
@click.argument("article")
@click.option("--all", "every", is_flag=True, help="List what stayed as it was, too.")
@ledger_option
def command(article: str, every: bool, ledger: Path) -> None:  # noqa: FBT001
    """Say what the last correction of an article did to its names and claims.

    A claim is reworded where enough of its words are left: that is how a corrected number shows.
    Exit status 1: the article was never corrected.

    Example:
      spantrail changes wire-7
    """
    with open_existing(ledger) as opened:
        found = opened.changes(article)
    if found is None:
        click.echo(f"{article} was not corrected")
        sys.exit(1)
    shown = [c for c in found.changes if every or c.status not in {"exact", "moved"}]
    rows = [(c.status, c.kind, *_side(c.before), *_side(c.after)) for c in shown]
    header = ("status", "what", "before", "words before", "after", "words after")
    table(f"Changes of {article}", header, rows)
    kept = len(found.changes) - sum(c.status not in {"exact", "moved"} for c in found.changes)
    click.echo(f"{kept} names and claims stand as they did", err=True)


def _side(side: tuple[Span, str] | None) -> tuple[str, str]:
    if side is None:
        return "", ""
    span, words = side
    return f"{span.start}-{span.end}", words
