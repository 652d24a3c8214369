"""spantrail run: articles are taken in, read in shards by whichever runner, and resolved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.progress import progress
from resolvers.cli.statuses import FAILED

if TYPE_CHECKING:
    from resolvers.pipeline import Outcome
    from resolvers.stages.reading import Progress


@click.command("run")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--output",
    "--ledger",
    "ledger",
    required=True,
    metavar="LEDGER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger; it is made when there is none, and what it has is not read again.",
)
@click.option(
    "--runner",
    type=click.Choice(["here", "processes", "spark"]),
    default="processes",
    show_default=True,
    help="Who reads: this process, several, or tasks of Spark (the extra 'spark').",
)
@click.option(
    "--master",
    metavar="URL",
    help="Where tasks of Spark run, such as local[2] or spark://host:7077.",
)
@click.option(
    "--shards", type=click.IntRange(min=1), help="How many; one for 250 articles otherwise."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that read; all cores unless told otherwise.",
)
@click.option(
    "--work",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where shards and evidence are kept, under a path that all machines see; LEDGER.work otherwise.",
)
@click.option(
    "--coverage/--no-coverage",
    default=True,
    help="Find copies, stories, same claims and conflicts too (the default), or leave them.",
)
@click.option(
    "--progress",
    "lines",
    is_flag=True,
    help="Say on standard error how far the run is, a line every ten seconds, also on a pipe.",
)
def command(
    *,
    paths: tuple[str, ...],
    ledger: Path,
    work: Path | None,
    jobs: int | None,
    lines: bool,
    **chosen: object,
) -> None:
    """Take articles in, read them in shards, and resolve: what ingest and resolve do, on many cores.

    Names, chains, profiles and claims are read in tasks; entities, copies, stories and conflicts
    are found once, here. What comes out does not depend on the runner. A run that was stopped goes
    on, and says how much was read before: evidence in the folder of work is not read again. The
    folder may be removed afterwards.

    Example:
      spantrail run articles.parquet --output news.duckdb
      spantrail run articles.parquet --output news.duckdb --runner spark --master local[2]
    """
    import os

    import provenance
    from resolvers import distributed

    folder = work or ledger.with_name(f"{ledger.name}.work")
    cores = jobs or os.cpu_count() or 1
    with provenance.open(ledger) as opened, progress(lines=lines) as tell:
        report = opened.ingest(paths, progress=tell)
        going_on = _with_resumption_notice(tell)
        done = distributed.run(opened, folder, jobs=cores, progress=going_on, **chosen)  # type: ignore[arg-type]
    for refused in report.refused:
        click.echo(f"refused: {refused}", err=True)
    click.echo(f"{report.added} new versions, {report.known} already known: {ledger}")
    _print_outcome(done)
    if report.refused:
        sys.exit(FAILED)


def _with_resumption_notice(tell: Progress) -> Progress:
    """Say once, on standard error, what a run before this one has read."""
    from resolvers.distributed.running import SHARDS

    heard: set[str] = set()

    def told(stage: str, done: int, total: int) -> None:
        if stage == SHARDS and stage not in heard and done:
            click.echo(f"{done} of {total} articles were read before; the run goes on", err=True)
        heard.add(stage)
        tell(stage, done, total)

    return told


def _print_outcome(done: Outcome) -> None:
    """Print what came out."""
    click.echo(
        f"{done.read} articles read, {done.chains} chains, {done.claims} claims; "
        f"{done.entities} entities; {done.stories} stories from {done.origins} origins; "
        f"{done.claim_groups} propositions, {done.conflicts} pairs in conflict"
    )
