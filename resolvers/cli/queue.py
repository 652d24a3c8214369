"""spantrail queue: what is worth a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, table
from resolvers.cli.options import as_of_option, json_option, ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import Answers, OpenPair

ASKS = {"join": "one now", "near": "two now"}


@click.command("queue")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many."
)
@json_option
@as_of_option
@ledger_option
def command(limit: int, ledger: Path, *, as_json: bool) -> None:
    """List the pairs of mentions that are most worth a decision: uncertain, and much hangs on them.

    Example:
      spantrail queue --limit 5
      spantrail review
    """
    with open_existing(ledger) as opened:
        found = opened.queue(limit=limit)
    print_answer(found, _print_queue, as_json=as_json)


def _print_queue(found: Answers[OpenPair]) -> None:
    from provenance.trail.marking import marked

    header = ("state", "probability", "a", "b", "text of a", "text of b")
    rows = [
        (ASKS[q.kind], q.probability, q.a.reference, q.b.reference, marked(q.a), marked(q.b))
        for q in found
    ]
    table("Worth deciding", header, rows)
