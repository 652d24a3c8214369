"""spantrail queue: what is worth a decision."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.console import table
from resolvers.cli.options import ledger_option, open_existing

ASKS = {"join": "one now", "near": "two now"}


@click.command("queue")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(min=1), help="How many."
)
@ledger_option
def command(limit: int, ledger: Path) -> None:
    """List the pairs of mentions that are most worth a decision: uncertain, and much hangs on them.

    Example:
      spantrail queue --limit 5
      spantrail review
    """
    from provenance.trail.marking import marked

    with open_existing(ledger) as opened:
        found = opened.queue(limit=limit)
    header = ("state", "probability", "a", "b", "text of a", "text of b")
    rows = [
        (ASKS[q.kind], q.probability, q.a.reference, q.b.reference, marked(q.a), marked(q.b))
        for q in found
    ]
    table("Worth deciding", header, rows)
