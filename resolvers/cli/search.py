"""spantrail search: who is called so."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.console import print_answer, print_list
from resolvers.cli.options import open_existing, reading_options


@click.command("search")
@click.argument("words")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="List at most so many.",
)
@reading_options
def command(words: str, limit: int, ledger: Path, *, as_json: bool) -> None:
    """List the entities that are called so: in full, in part, by some article, or written much alike.

    Each has an id, which every other command takes where a name is ambiguous.

    Example:
      spantrail search Macron
    """
    with open_existing(ledger) as opened:
        found = opened.search(words, limit=limit)
    print_answer(found, print_list, as_json=as_json)
