"""spantrail apply: take decisions in that were made on another ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.options import ledger_option, must_exist, say_waiting

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.exceptions import InputError
    from provenance.records.judgements import Decision


@click.command("apply")
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@ledger_option
def command(path: Path, ledger: Path) -> None:
    """Take in the decisions of a file that `spantrail export decisions --to FILE.jsonl` wrote.

    What is there already is not taken twice. A decision about an article that is not here waits for
    it. A file of nomenklatura's resolver is taken, too, where the ledger knows its ids: those of
    entries of an authority, or of entities. A refused line is named with file, line and field on
    standard error; the others are kept, and the exit status is 1.

    Example:
      spantrail apply decisions.jsonl
    """
    import provenance
    import resolvers

    must_exist(ledger)
    with provenance.open(ledger) as opened:
        found, refused = _read_decision_file(opened, path)
        for error in refused:
            click.echo(f"refused: {error}", err=True)
        new = opened.take_decisions(found)
        resolvers.resolve_again(opened)
        say_waiting(opened)
        views = {view.decision.key: view.status for view in opened.decisions()}
    count = sum(views[decision.key] == "counts" for decision in found)
    waiting = sum(views[decision.key] == "waits" for decision in found)
    click.echo(f"{new} new decisions of {len(found)}; {count} count, {waiting} wait")
    if refused:
        sys.exit(1)


def _read_decision_file(opened: Ledger, path: Path) -> tuple[list[Decision], list[InputError]]:
    """Read the decisions of a file, ours or nomenklatura's."""
    from provenance.ingest.decisions import read_decisions
    from provenance.ingest.nomenklatura import is_resolver_file, read_judgements
    from provenance.trail import adopt

    if not is_resolver_file(path):
        return read_decisions(path)
    judgements, refused = read_judgements(path)
    made, strange = adopt(opened, judgements, str(path))
    return made, sorted([*refused, *strange], key=lambda error: error.line or 0)
