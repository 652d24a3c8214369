"""spantrail export: write a table to a file."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.options import ledger_option, open_existing

TABLES = (
    "articles mentions candidates entities links claims values statements stories claim-groups"
    " conflicts external-ids".split()
)


DOCUMENTS = ("annotations", "prov")


@click.command("export")
@click.argument("name", metavar="TABLE", type=click.Choice([*TABLES, *DOCUMENTS]))
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    help="The file: .jsonl, .csv or .parquet; .json for annotations and prov.",
)
@ledger_option
def command(name: str, path: Path, ledger: Path) -> None:
    """Write one table of the ledger to a .jsonl, .csv or .parquet file, or a document to a .json file.

    TABLE is articles, mentions, candidates, entities, links, claims, values, statements, stories,
    claim-groups, conflicts or external-ids. As documents there are annotations (W3C Web Annotation) and
    prov (W3C PROV).

    Example:
      spantrail export mentions --to mentions.jsonl
    """
    from provenance.exports.documents import write_document
    from provenance.exports.tables import write_table

    with open_existing(ledger) as opened:
        if name in DOCUMENTS:
            count = write_document(opened, name, path)
            click.echo(f"{count} records of {name} written to {path}", err=True)
            return
        rows = opened.table(name)
        write_table(rows, path)
    click.echo(f"{rows.num_rows} {name} written to {path}", err=True)
