"""spantrail changes: what the correction of an article did."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, table
from resolvers.cli.options import as_of_option, json_option, ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.spans import Citation
    from provenance.trail import ArticleChanges


@click.command("changes")
@click.argument("article")
@click.option("--all", "every", is_flag=True, help="List what stayed as it was, too.")
@json_option
@as_of_option
@ledger_option
def command(article: str, *, every: bool, ledger: Path, as_json: bool) -> None:
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
    print_answer(found, partial(_print_changes, every=every), as_json=as_json)


def _print_changes(found: ArticleChanges, *, every: bool) -> None:
    shown = [c for c in found.changes if every or c.status not in {"exact", "moved"}]
    rows = [(c.status, c.kind, *_side_cells(c.before), *_side_cells(c.after)) for c in shown]
    header = ("status", "what", "before", "words before", "after", "words after")
    table(f"Changes of {found.article}", header, rows)
    kept = sum(c.status in {"exact", "moved"} for c in found.changes)
    click.echo(f"{kept} names and claims stand as they did", err=True)


def _side_cells(side: Citation | None) -> tuple[str, str]:
    return ("", "") if side is None else (f"{side.start}-{side.end}", side.words)
