"""spantrail report: a page as one file, to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.options import as_of_option, ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.web.pages import WebPage


@click.command("report")
@click.argument("what")
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE.html|-",
    help="Where to write it; - is standard output.",
)
@click.option("--dated", is_flag=True, help="Say at its foot when it was made.")
@as_of_option
@ledger_option
def command(what: str, output: Path, ledger: Path, *, dated: bool) -> None:
    """Write a story, entity, claim, article or checked draft as one page that needs nothing else.

    WHAT is the id of a story or an article, the id or name of an entity, the key of a claim, or a
    file with a draft. The page prints well, loads nothing and runs no script. The same ledger gives
    the same bytes, unless --dated is given. Needs the extra `web`: pip install 'spantrail[web]'.

    Example:
      spantrail report "Dmitry Peskov" --output peskov.html
      spantrail report draft.txt --output checked.html
    """
    from datetime import UTC, datetime

    from provenance.exceptions import LedgerError
    from provenance.web.report import render_report, write_report

    with open_existing(ledger) as opened:
        page = _report_page(opened, what)
    made = datetime.now(UTC) if dated else None
    if output == Path("-"):
        click.echo(render_report(page, ledger_name=ledger.name, made=made), nl=False)
        return
    try:
        write_report(page, output, ledger_name=ledger.name, made=made)
    except OSError as error:
        raise LedgerError(f"cannot write {output}: {error.strerror}") from error
    click.echo(f"{output}: {page.title}", err=True)


def _report_page(ledger: Ledger, what: str) -> WebPage:
    """Make the page of a draft's file, or of what the ledger knows."""
    from provenance.exceptions import LedgerError
    from provenance.web.report import report_of_check, report_on
    from resolvers.cli.web_helpers import check

    file = Path(what)
    if not (len(what) < 1_000 and file.is_file()):
        return report_on(ledger, what)
    try:
        draft = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(f"cannot read the draft {what}: {error}") from error
    return report_of_check(draft, check(ledger, draft))
