"""spantrail authority: lists of known entities, taken in, listed and taken back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from resolvers.cli.console import print_answer, print_list
from resolvers.cli.options import ledger_option, must_exist, open_existing, reading_options
from resolvers.cli.statuses import FAILED


@click.group("authority")
def command() -> None:
    """Tie entities to the ids that lists of known entities have for them.

    Example:
      spantrail authority add people.csv --name wikidata
      spantrail resolve
      spantrail show wikidata:Q76
    """


@command.command("add")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--name", required=True, help="What the list is called from now on: one word, such as wikidata."
)
@click.option(
    "--id", "id_field", default="id", show_default=True, help="The field that holds the ids."
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(["PER", "ORG", "LOC"]),
    help="The type of rows that tell none.",
)
@click.option(
    "--replace", is_flag=True, help="Take back what this list told before and no longer tells."
)
@ledger_option
def add(
    *,
    paths: tuple[Path, ...],
    name: str,
    id_field: str,
    kind: str | None,
    replace: bool,
    ledger: Path,
) -> None:
    """Take a list in from .csv, .jsonl, .parquet or FollowTheMoney files.

    The next resolve ties its ids to entities.

    A refused row is named with file, line and field on standard error; the others are kept, and the
    exit status is 1.
    """
    import provenance

    with provenance.open(ledger) as opened:
        report = opened.add_authority(name, paths, id_field=id_field, kind=kind, replace=replace)
    for refused in report.refused:
        click.echo(f"refused: {refused}", err=True)
    click.echo(
        f"{name}: {report.added} new or changed, {report.known} already known, {report.withdrawn} taken back, "
        f"{len(report.refused)} refused; spantrail resolve ties them to entities"
    )
    if report.refused:
        sys.exit(FAILED)


@command.command("list")
@reading_options
def listing(ledger: Path, *, as_json: bool) -> None:
    """List the lists with the number of their entries, and of those that some article speaks of."""
    with open_existing(ledger) as opened:
        found = opened.authorities()
    print_answer(found, print_list, as_json=as_json)


@command.command("remove")
@click.argument("name")
@click.argument("ids", nargs=-1, metavar="[ID...]")
@ledger_option
def remove(name: str, ids: tuple[str, ...], ledger: Path) -> None:
    """Take a list back, or the entries with these ids.

    The next resolve unties them from their entities.
    """
    import provenance

    must_exist(ledger)
    with provenance.open(ledger) as opened:
        gone = opened.remove_authority(name, ids or None)
    click.echo(f"{name}: {gone} entries taken back; spantrail resolve unties them")
    if not gone:
        sys.exit(FAILED)
