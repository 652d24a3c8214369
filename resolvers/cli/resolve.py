"""spantrail resolve: read what is new, and link it to what is known."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from resolvers.cli.console import progress
from resolvers.cli.options import ledger_option


@click.command("resolve")
@click.option(
    "--mentions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON Lines of mentions to link (article, start, end, and maybe kind and type); none is detected then.",
)
@ledger_option
def command(mentions: Path | None, ledger: Path) -> None:
    """Find who is who in the articles that are new, and link them to the entities known.

    Example:
      spantrail resolve --ledger news.duckdb
      spantrail resolve --ledger news.duckdb --mentions gold.jsonl
    """
    import provenance
    import resolvers
    from resolvers.cli.options import must_exist
    from resolvers.given import read_mentions

    must_exist(ledger)
    with provenance.open(ledger) as opened, progress() as tell:
        given, refused = read_mentions(opened, mentions) if mentions else (None, [])
        done = resolvers.resolve(opened, mentions=given, progress=tell)
    for error in refused:
        click.echo(f"refused: {error}", err=True)
    click.echo(
        f"{done.read} articles read, {done.mentions} mentions in {done.chains} chains; {done.compared} pairs compared; "
        f"{done.entities} entities, {done.events} changes to ids"
    )
    if refused:
        sys.exit(1)
