"""spantrail apply: take decisions in that were made on another ledger."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from resolvers.cli.options import ledger_option, must_exist


@click.command("apply")
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@ledger_option
def command(path: Path, ledger: Path) -> None:
    """Take in the decisions of a file that `spantrail export decisions --to FILE.jsonl` wrote.

    What is there already is not taken twice. A decision about an article that is not here waits for
    it. A refused line is named with file, line and field on standard error; the others are kept,
    and the exit status is 1.

    Example:
      spantrail apply decisions.jsonl
    """
    import provenance
    import resolvers
    from provenance.ingest.decisions import read_decisions

    must_exist(ledger)
    found, refused = read_decisions(path)
    for error in refused:
        click.echo(f"refused: {error}", err=True)
    with provenance.open(ledger) as opened:
        new = opened.take_decisions(found)
        resolvers.resolve(opened)
        views = {view.decision.key: view.status for view in opened.decisions()}
    count = sum(views[decision.key] == "counts" for decision in found)
    waiting = sum(views[decision.key] == "waits" for decision in found)
    click.echo(f"{new} new decisions of {len(found)}; {count} count, {waiting} wait")
    if refused:
        sys.exit(1)
