"""spantrail merge: the evidence of several ledgers becomes that of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.progress import progress

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.ledger.merging import MergedEvidence


@click.command("merge")
@click.argument(
    "ledgers",
    metavar="LEDGER…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--into",
    required=True,
    metavar="LEDGER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger to merge into; it is made when there is none.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that read; all cores unless told otherwise.",
)
@click.option(
    "--coverage/--no-coverage",
    default=True,
    help="Find copies, stories, same claims and conflicts too (the default), or leave them.",
)
def command(ledgers: tuple[Path, ...], into: Path, jobs: int | None, *, coverage: bool) -> None:
    """Take the articles, authorities and decisions of ledgers into one, and resolve it.

    What comes out is what one ledger of all the articles says. Ids of the others go on meaning what
    they meant: they redirect. What the others believed at some time is not taken over; their files
    go on saying it.

    Example:
      spantrail merge monday.duckdb tuesday.duckdb --into week.duckdb
    """
    import os

    import provenance
    import resolvers

    with provenance.open(into) as opened, progress() as tell:
        done = resolvers.merge(
            opened, ledgers, jobs=jobs or os.cpu_count() or 1, coverage=coverage, progress=tell
        )
        for path, brought in zip(ledgers, done.evidence, strict=True):
            _print_evidence(path, brought)
        click.echo(
            f"{into}: {done.outcome.entities} entities, {done.outcome.stories} stories, "
            f"{done.outcome.claim_groups} propositions; {done.redirected} ids redirect"
        )
        _print_contradictions(opened)


def _print_evidence(path: Path, brought: MergedEvidence) -> None:
    """Print what a ledger brought, and which of its texts a later one overtook."""
    click.echo(
        f"{path}: {brought.articles} new articles, {brought.versions} new texts, "
        f"{brought.entries} entries of authorities, {brought.decisions} decisions"
    )
    for article in brought.overtaken:
        click.echo(f"{path}: a later text of {article} is here; the earlier one was left out")


def _print_contradictions(ledger: Ledger) -> None:
    """Name the decisions that do not count because another says the contrary."""
    for view in ledger.decisions():
        if view.status == "contradicted":
            others = ", ".join(view.because)
            click.echo(f"decision {view.decision.key} contradicts {others}: neither counts")
