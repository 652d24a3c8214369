"""spantrail resolve: read what is new, and link it to what is known."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import progress, table
from resolvers.cli.options import ledger_option

if TYPE_CHECKING:
    from resolvers.pipeline import Outcome


@click.command("resolve")
@click.option(
    "--mentions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON Lines of mentions to link (article, start, end, and maybe kind and type); none is detected then.",
)
@click.option(
    "--names",
    metavar="TAGGER",
    help="Take names from spacy:MODEL, gliner:MODEL, transformers:MODEL or module:callable instead.",
)
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Link with the parameters of this file, which `spantrail train` writes, instead of the shipped ones.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that read; all cores unless told otherwise.",
)
@click.option("--explain", is_flag=True, help="Print how many pairs each blocking rule makes.")
@click.option(
    "--coverage/--no-coverage",
    default=True,
    help="Find copies, stories, same claims and conflicts too (the default), or leave them.",
)
@click.option(
    "--rebuild", is_flag=True, help="Make the indexes anew; it costs time and changes nothing."
)
@ledger_option
def command(
    *,
    mentions: Path | None,
    names: str | None,
    model: Path | None,
    jobs: int | None,
    explain: bool,
    rebuild: bool,
    coverage: bool,
    ledger: Path,
) -> None:
    """Find who is who in the articles that are new, and link them to the entities known.

    Example:
      spantrail resolve --ledger news.duckdb
      spantrail resolve --ledger news.duckdb --mentions gold.jsonl
    """
    import os

    import provenance
    import resolvers
    from resolvers.cli.options import must_exist
    from resolvers.given import read_mentions
    from resolvers.reading.finding.adapters import load

    must_exist(ledger)
    chosen = resolvers.Model.load(model) if model else None
    with provenance.open(ledger) as opened, progress() as tell:
        given, refused = read_mentions(opened, mentions) if mentions else (None, [])
        adapter = load(names) if names else None
        jobs = jobs or os.cpu_count() or 1
        done = resolvers.resolve(
            opened,
            mentions=given,
            names=adapter,
            jobs=jobs,
            model=chosen,
            rebuild=rebuild,
            coverage=coverage,
            progress=tell,
        )
        rules = opened.query("pairs_by_rule").to_pylist() if explain else []
    refused += done.refused
    for error in refused:
        click.echo(f"refused: {error}", err=True)
    _print_outcome(done)
    if explain:
        rows = [(row["rule"], row["pairs"], row["likely"]) for row in rules]
        table(
            "Compared pairs by the rule that paired them first",
            ("blocking rule", "pairs", "of them likely"),
            rows,
        )
    if refused:
        sys.exit(1)


def _print_outcome(done: Outcome) -> None:
    """Print what one run did."""
    if done.passed_over:
        click.echo(
            f"{done.passed_over} articles are not in English and were passed over"
            " (--names TAGGER reads their names)"
        )
    click.echo(
        f"{done.read} articles read, {done.mentions} mentions in {done.chains} chains, {done.claims} claims; "
        f"{done.compared} pairs compared; "
        f"{done.entities} entities, {done.events} changes to ids; "
        f"{done.stories} stories from {done.origins} origins; "
        f"{done.claim_groups} propositions, {done.conflicts} pairs in conflict"
    )
