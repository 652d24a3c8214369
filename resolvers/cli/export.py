"""spantrail export: write a table to a file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.options import as_of_option, ledger_option, open_existing

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = (
    "articles mentions candidates entities links claims values statements stories claim-groups"
    " conflicts external-ids decisions events".split()
)


DOCUMENTS = ("annotations", "prov")

_FORMATS = ("jsonl", "csv", "parquet")


def _check_export_format(_: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Refuse a format that is not written.

    The only choice of the command is its table, which scripts look up.
    """
    if value not in _FORMATS:
        raise click.BadParameter(f"{value!r} is none of {', '.join(_FORMATS)}")
    return value


@click.command("export")
@click.argument("name", metavar="TABLE", type=click.Choice([*TABLES, *DOCUMENTS]))
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file: .jsonl, .csv or .parquet, .json for documents; - for standard output.",
)
@click.option(
    "--format",
    "kind",
    metavar="jsonl|csv|parquet",
    default="jsonl",
    show_default=True,
    callback=_check_export_format,
    help="What standard output gets; a file's ending says it.",
)
@as_of_option
@ledger_option
def command(name: str, path: Path, kind: str, ledger: Path) -> None:
    """Write one table of the ledger to a .jsonl, .csv or .parquet file, or to standard output.

    TABLE is articles, mentions, candidates, entities, links, claims, values, statements, stories,
    claim-groups, conflicts, external-ids, decisions or events. As documents there are annotations
    (W3C Web Annotation) and prov (W3C PROV), as .json.

    Example:
      spantrail export mentions --to mentions.jsonl
      spantrail export claims --to - | jq .speaker_name
    """
    from provenance.exports.documents import write_document
    from provenance.exports.tables import write_table

    with open_existing(ledger) as opened:
        if name in DOCUMENTS:
            count = write_document(opened, name, path)
            click.echo(f"{count} records of {name} written to {path}", err=True)
            return
        rows = opened.table(name)
    if str(path) == "-":
        _write_standard_output(rows, kind)
        return
    write_table(rows, path)
    click.echo(f"{rows.num_rows} {name} written to {path}", err=True)


def _write_standard_output(rows: pa.Table, kind: str) -> None:
    """Write a table to standard output, as its file would be."""
    from provenance.exports.tables import write_table

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"table.{kind}"
        write_table(rows, file)
        with file.open("rb") as opened:
            shutil.copyfileobj(opened, sys.stdout.buffer)
