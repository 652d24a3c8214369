"""Print tables: with rich on a terminal, one tab-separated line a row on a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from provenance.trail import ClaimView, Entry, Sighting
    from resolvers.pipeline import Progress


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a header; on a pipe the header is the first line and the title is left out."""
    if not sys.stdout.isatty():
        for row in (header, *rows):
            click.echo("\t".join(_flat(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for name, column in zip(
        header, zip(*rows, strict=True) if rows else [()] * len(header), strict=True
    ):
        grid.add_column(
            name,
            justify="right"
            if column and all(isinstance(c, int | float) for c in column)
            else "left",
        )
    for row in rows:
        grid.add_row(*(Text(_flat(cell)) for cell in row))
    Console().print(grid)


def _flat(cell: object) -> str:
    """Write a cell on one line."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return " ".join(str(cell).split())


def marked(sighting: Sighting) -> str:
    """Write a mention in its context, whole words alone, its surface between marks that no article uses."""
    from provenance.trail.finding import CONTEXT

    before, after = sighting.before, sighting.after
    if sighting.span.start > len(before):
        before = "… " + before.partition(" ")[2]
    if len(after) == CONTEXT:
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}⟦{sighting.surface}⟧{after}".split())


def described(side: Sighting | Entry | None) -> str:
    """Write one side of a comparison: a mention in its context, an authority's entry, or that its text was corrected."""
    from provenance.trail import Entry

    if side is None:
        return "(in a text that was corrected since)"
    if isinstance(side, Entry):
        return f"{side.reference}  {side.names[0]}, {side.locator}"
    return f"{side.reference}  {marked(side)}"


_MARKS = {"source": "⟨⟩", "cue": "‹›", "content": "⟦⟧"}


def marked_claim(claim: ClaimView) -> str:
    """Write the sentences around a claim with ⟨source⟩, ‹cue› and ⟦content⟧ between marks."""
    spans = sorted((span, role) for role in _MARKS for span in getattr(claim, role))
    first, last = spans[0][0].start, max(span.end for span, _ in spans)
    start = claim.text.rfind("\n", 0, first) + 1
    end = claim.text.find("\n", last)
    out, place = [], start
    for span, role in spans:
        out += [
            claim.text[place : span.start],
            _MARKS[role][0],
            span.surface(claim.text),
            _MARKS[role][1],
        ]
        place = span.end
    return " ".join(
        "".join([*out, claim.text[place : len(claim.text) if end < 0 else end]]).split()
    )


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a progress bar on a terminal, and nothing on a pipe."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:>9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


def json_of(value: object) -> str:
    """Write what a trail shows as JSON: records as objects with their computed parts, times as ISO 8601."""
    import json

    return json.dumps(_plain(value), ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    fields = getattr(type(value), "__attrs_attrs__", None)
    if fields is not None:
        computed = [
            n
            for n, member in vars(type(value)).items()
            if isinstance(member, property) and not n.startswith("_")
        ]
        names = [field.name for field in fields] + computed
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
