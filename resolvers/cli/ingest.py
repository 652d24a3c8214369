"""spantrail ingest: take articles in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from resolvers.cli.options import ledger_option
from resolvers.cli.progress import progress
from resolvers.cli.statuses import FAILED

_HINTS = 5  # that are printed; a folder of thousands of files has one each


def _read_columns_option(
    _: click.Context, __: click.Parameter, value: str | None
) -> dict[str, str]:
    """Read the option that renames columns."""
    from provenance.exceptions import InputError
    from provenance.ingest.columns import read_columns

    try:
        return read_columns(value) if value else {}
    except InputError as error:
        raise click.BadParameter(f"{error.what} ({error.hint})") from None


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,…",
    callback=_read_columns_option,
    help="Which columns of tables and JSON hold our fields: text=body,title=headline.",
)
@click.option("--keep-raw", is_flag=True, help="Keep pages in the ledger, compressed, as they are.")
@ledger_option
def command(
    paths: tuple[str, ...], columns: dict[str, str], ledger: Path, *, keep_raw: bool
) -> None:
    """Take articles in from files, folders and globs; - is the standard input.

    Texts (.txt), pages (.html), tables and JSON (.jsonl, .ndjson, .json, .csv, .parquet), feeds
    (.xml, .rss, .atom), archives of the web (.warc, .wacz), and each of them compressed (.gz).

    A refused row is named with file, line and field on standard error; the others are kept, and the
    exit status is 1.

    Example:
      spantrail ingest articles.jsonl more/ 'archive/*.csv' --ledger news.duckdb
      spantrail ingest export.csv --map text=body,title=headline
      spantrail ingest saved-pages/ --keep-raw
    """
    import provenance

    with provenance.open(ledger) as opened, progress() as tell:
        report = opened.ingest(paths, columns=columns, keep_raw=keep_raw, progress=tell)
    for hint in report.hints[:_HINTS]:
        click.echo(f"hint: {hint}", err=True)
    if len(report.hints) > _HINTS:
        click.echo(f"hint: {len(report.hints) - _HINTS} more files look like these", err=True)
    for refused in report.refused:
        click.echo(f"refused: {refused}", err=True)
    click.echo(
        f"{report.added} new versions, {report.known} already known, {len(report.refused)} refused: {ledger}"
    )
    if report.refused:
        sys.exit(FAILED)
