"""spantrail trace: from an entity or a mention down to the characters."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.console import marked, table
from resolvers.cli.options import ledger_option, open_existing


@click.command("trace")
@click.argument("what")
@click.option("--limit", type=click.IntRange(min=1), help="Print at most so many mentions.")
@ledger_option
def command(what: str, limit: int | None, ledger: Path) -> None:
    """Print every mention of an entity with its offsets, the text around it and what tied it there.

    WHAT is an entity's id or name, a mention as ARTICLE:START-END, or the words of a mention.

    Example:
      spantrail trace "Dmitry Peskov"
      spantrail trace article-1:120-139
    """
    with open_existing(ledger) as opened:
        found = opened.trace(what)
    table(
        f"Trail of {what}",
        ("mention", "source", "kind", "entity", "tied by", "probability", "text"),
        [(s.reference, s.source, s.kind, s.entity_name, s.cue, s.probability, marked(s)) for s in found[:limit]],
    )
