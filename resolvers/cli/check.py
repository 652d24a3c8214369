"""spantrail check: does a draft say what its sources say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import say
from resolvers.cli.options import as_of_option, json_option, ledger_option, open_existing
from resolvers.cli.statuses import DONE, FAILED, UNREADABLE, USAGE

if TYPE_CHECKING:
    from rich.text import Text

    from provenance.trail.tables import Cell
    from resolvers.checking.records import Check, Finding

_STYLES = {True: "green", False: "bold red"}


@click.command("check")
@click.argument("draft")
@click.argument("more", nargs=-1, metavar="[ARTICLE]…")
@click.option(
    "--against",
    multiple=True,
    metavar="ARTICLE…|STORY",
    help="Compare with these articles, or those of a story, alone.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write the draft with its findings as one page of HTML.",
)
@json_option
@as_of_option
@ledger_option
@click.pass_context
def command(  # noqa: PLR0917  (each is an option of the command)
    ctx: click.Context,
    draft: str,
    more: tuple[str, ...],
    against: tuple[str, ...],
    output: Path | None,
    ledger: Path,
    *,
    as_json: bool,
) -> None:
    """Check whether a draft says what its sources say.

    DRAFT is a text file, or - for standard input; it is read in memory, and nothing of it is kept.
    Each quotation, report and sentence with a figure or a role gets one finding. The exit status is
    0 where nothing is wrong, 1 where there is something to look at, 2 where the command or the
    ledger is wrong, and 3 where the draft cannot be read.

    Example:
      spantrail check draft.txt
    """
    from provenance.exceptions import SpantrailError

    if more and not against:
        raise click.UsageError(
            f"one draft at a time, not {more[0]!r} too; articles follow --against"
        )
    text = _read_draft(ctx, draft)
    try:
        with open_existing(ledger) as opened:
            from resolvers.checking.checking import check

            checked = check(opened, text, against=(*against, *more))
    except SpantrailError as error:
        click.echo(f"spantrail: {error}", err=True)
        ctx.exit(USAGE)
    if output is not None:
        _write_checked_page(ctx, output, checked, "Draft" if draft == "-" else Path(draft).name)
    _print_check(checked, as_json=as_json)
    ctx.exit(FAILED if checked.to_look_at else DONE)


def _read_draft(ctx: click.Context, draft: str) -> str:
    """Read the draft as UTF-8 with its line ends as they are.

    What cannot be read ends the command.
    """
    try:
        raw = sys.stdin.buffer.read() if draft == "-" else Path(draft).read_bytes()
        return raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        click.echo(f"spantrail: cannot read the draft {draft}: {why}", err=True)
        ctx.exit(UNREADABLE)


def _write_checked_page(ctx: click.Context, path: Path, checked: Check, title: str) -> None:
    """Write the page; where it cannot be written the command is wrong."""
    from resolvers.checking.page import as_html

    try:
        path.write_text(as_html(checked, title), "utf-8")
    except OSError as error:
        click.echo(f"spantrail: cannot write {path}: {error.strerror}", err=True)
        ctx.exit(USAGE)


def _print_check(checked: Check, *, as_json: bool) -> None:
    if as_json:
        from resolvers.checking.report import as_json as written

        click.echo(written(checked))
    elif sys.stdout.isatty():
        print_marked(checked)
    else:
        _print_finding_lines(checked)


def _print_finding_lines(checked: Check) -> None:
    """Print one tab-separated line a finding, under a header."""
    from resolvers.cli.console import table

    rows = [(*_finding_row(finding), finding.note) for finding in checked.findings]
    table("Findings", ("finding", "draft", "said", "source", "values", "origins", "note"), rows)


def _finding_row(finding: Finding) -> tuple[Cell, ...]:
    draft, source = finding.draft, finding.source
    return (
        finding.finding,
        f"{draft.start}:{draft.end}",
        draft.text,
        f"{source.article}:{source.start}:{source.end}" if source else None,
        " / ".join(value or "(nothing)" for value in finding.values),
        finding.origins,
    )


def print_marked(checked: Check) -> None:
    """Print the draft with its statements in colour, and below it what is to be looked at."""
    from rich.console import Console

    Console().print(_marked_draft(checked), soft_wrap=False)
    for number, finding in enumerate(checked.findings, 1):
        if not finding.fine:
            _print_detail(number, finding)
    click.secho(_check_summary(checked), bold=True)


def _marked_draft(checked: Check) -> Text:
    """Return the draft with its statements in colour, each with its number and finding."""
    from rich.text import Text

    marked, place = Text(), 0
    for number, finding in enumerate(checked.findings, 1):
        draft, style = finding.draft, _STYLES[finding.fine]
        marked.append(checked.text[place : draft.start])
        marked.append(checked.text[draft.start : draft.end], style)
        marked.append(f"[{number} {finding.finding}]", f"dim {style}")
        place = draft.end
    marked.append(checked.text[place:].rstrip())
    return marked


def _print_detail(number: int, finding: Finding) -> None:
    """Print what is to be looked at, with its source; the address stays whole."""
    click.echo()
    say(f"{number}. {click.style(finding.finding, fg='red', bold=True)}: {finding.note}")
    if finding.source is not None:
        source = finding.source
        say(f"   {source.article}:{source.start}-{source.end}  {' '.join(source.text.split())}")
        if source.url:
            click.echo(f"   {source.url}")


def _check_summary(checked: Check) -> str:
    counts = ", ".join(f"{number} {word}" for word, number in checked.counts.items())
    return f"\n{counts or 'nothing to check'}; {len(checked.to_look_at)} to look at"
