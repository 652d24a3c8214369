"""Print answers: tables laid out on a terminal, one tab-separated line a row on a pipe, JSON where it is asked for."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from provenance.trail import Answers
    from provenance.trail.tables import Cell, Table

T = TypeVar("T")
_EXPLAIN, _PAGER, _COLUMNS = "spantrail.explain", "spantrail.pager", "spantrail.columns"
_LESS = "FRX"  # quits where all fits, keeps colours, leaves the text on the screen


def print_answer(answer: T, show: Callable[[T], None], *, as_json: bool) -> None:
    """Print an answer: as JSON, or as `show` prints it, in a pager where a terminal is too small, maybe with legends.

    Args:
        answer: a record or a list of records.
        show: prints it with the functions below.
        as_json: print what the answer's JSON Schema describes instead.
    """
    if as_json:
        from provenance.trail.answers import as_json as written

        click.echo(written(answer))
        return
    with _paged_output():
        show(answer)
        _print_legend()


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Print rows under a header."""
    from provenance.trail.tables import Table

    print_table(Table(title=title, columns=tuple(header), rows=[tuple(row) for row in rows]))


def say(words: str) -> None:
    """Print a sentence; a terminal breaks it between words, and never inside an id or a link."""
    if not sys.stdout.isatty():
        click.echo(words)
        return
    from resolvers.cli.layout import wrapped

    for line in wrapped(words, width()):
        click.echo(line)


def print_table(table: Table, *, first: bool = False) -> None:
    """Print a table; on a pipe the header is the first line, and the title is left out.

    Args:
        table: what to print.
        first: nothing stands above it.
    """
    from resolvers.cli.layout import flat, laid_out

    note_columns(table.columns)
    if not sys.stdout.isatty():
        for row in (table.columns, *table.rows):
            click.echo("\t".join(flat(cell) for cell in row))
        return
    click.secho(table.title if first else f"\n{table.title}", bold=True)
    if not table.rows:
        click.echo("(none)")
    for line in laid_out(table, width()):
        click.echo(line)


def print_list(found: Answers[T]) -> None:
    """Print a list of answers as a table, and how to see the rest where only some were asked for."""
    from provenance.trail.tables import table_of

    print_table(table_of(found, found.record), first=True)
    print_rest(found)


def print_rest(found: Answers[T]) -> None:
    """Say how many more there are; on a pipe, on standard error."""
    seen = found.offset + len(found)
    if seen < found.total:
        rest = f"{len(found)} of {found.total}; --offset {seen} lists the next"
        click.secho(rest, dim=True, err=not sys.stdout.isatty())


def width() -> int:
    """Return how many columns the terminal has."""
    return shutil.get_terminal_size().columns


def note_columns(names: Sequence[str]) -> None:
    """Remember which columns were printed, for their legends."""
    _context_meta().setdefault(_COLUMNS, []).extend(names)


def explain_later(*, explain: bool) -> None:
    """Note that legends are wanted below the answer."""
    _context_meta()[_EXPLAIN] = explain


def page_never(*, never: bool) -> None:
    """Note that no pager is wanted."""
    _context_meta()[_PAGER] = not never


def _context_meta() -> dict[str, Any]:
    context = click.get_current_context(silent=True)
    return {} if context is None else context.meta


def _print_legend() -> None:
    """Explain the columns that were printed, once each."""
    from provenance.trail.legends import legend
    from provenance.trail.tables import Table

    meta = _context_meta()
    if not meta.get(_EXPLAIN):
        return
    columns = dict.fromkeys(meta.get(_COLUMNS, []))
    told = Table(title="What the columns mean", columns=("column", "note"), rows=[*legend(columns)])
    print_table(told)


@contextmanager
def _paged_output() -> Iterator[None]:
    """Show what is printed in a pager where it is longer than the terminal."""
    out = sys.stdout
    if not out.isatty() or not _context_meta().get(_PAGER, True):
        yield
        return
    written = _Terminal()
    sys.stdout = written
    try:
        yield
    finally:
        sys.stdout = out
        _print_in_pager(written.getvalue())


class _Terminal(io.StringIO):
    """Hold what is printed, as if it were a terminal."""

    def isatty(self) -> bool:
        """Keep colours and layout."""
        return True


def _print_in_pager(text: str) -> None:
    if text.count("\n") < shutil.get_terminal_size().lines:
        click.echo(text, nl=False)
        return
    os.environ.setdefault("LESS", _LESS)
    click.echo_via_pager(text, color=True)
