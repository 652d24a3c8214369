"""Lay tables out for a terminal of any width: ids, references and links are never cut nor wrapped.

Where all columns fit, the rows stand in a grid. Where they do not, each row is a few lines: its ids
first, its short values with their names, its texts, and the link.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import attrs
from rich.cells import cell_len

from provenance.trail.tables import LEADS, MAIN_TEXTS, Cell, Table, kind_of

_GAP = "  "
_LEAST_TEXT = 22  # columns that a text needs in a grid; of less, lines are a word each
_INDENT = "   "


@attrs.frozen(kw_only=True)
class _Column:
    """Hold one column of a grid.

    Args:
        place: which column of the table it is.
        width: in terminal cells.
    """

    name: str
    place: int
    kind: str
    width: int
    right: bool


def laid_out(table: Table, width: int) -> Iterator[str]:
    """Yield the lines of a table, the header first where it is a grid.

    Args:
        table: what to lay out.
        width: columns of the terminal; a line is longer only where an id or a link is.
    """
    columns = _measured_columns(table)
    fitted = _fitted_columns(columns, width)
    if fitted is not None:
        yield from _grid_lines(table, fitted)
        return
    for row in table.rows:
        yield from _stacked_row_lines(table, row, width)


def flat(cell: Cell) -> str:
    """Write a cell on one line."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return " ".join(str(cell).split())


def wrapped(words: str, width: int) -> Iterator[str]:
    """Yield the lines of a sentence; ids and links in it stay whole."""
    first = " " * (len(words) - len(words.lstrip()))
    yield from _wrapped_lines(words.strip(), width, first, first + _INDENT)


def _measured_columns(table: Table) -> list[_Column]:
    return [
        _measured_column(place, name, [row[place] for row in table.rows])
        for place, name in enumerate(table.columns)
    ]


def _measured_column(place: int, name: str, cells: Sequence[Cell]) -> _Column:
    """Measure a column; one of numbers alone stands to the right."""
    width = max([cell_len(name), *(cell_len(flat(cell)) for cell in cells)])
    right = bool(cells) and all(isinstance(cell, int | float) for cell in cells)
    return _Column(name=name, place=place, kind=kind_of(name), width=width, right=right)


def _fitted_columns(columns: Sequence[_Column], width: int) -> list[_Column] | None:
    """Give texts what the others leave; None where that is too little."""
    shown = [column for column in columns if column.kind != "link"]
    texts = sorted((c for c in shown if c.kind == "text"), key=lambda c: c.width)
    shared = _shared_widths([text.width for text in texts], width - _fixed_width(shown))
    if shared is None:
        return None
    widths = {text.name: given for text, given in zip(texts, shared, strict=True)}
    return [attrs.evolve(c, width=widths.get(c.name, c.width)) for c in shown]


def _fixed_width(shown: Sequence[_Column]) -> int:
    """Count what is taken by the gaps and by all columns that are no texts."""
    gaps = len(_GAP) * (len(shown) - 1)
    return gaps + sum(column.width for column in shown if column.kind != "text")


def _shared_widths(wanted: Sequence[int], left: int) -> list[int] | None:
    """Share columns among texts, the shortest first; None where one gets too few to be read."""
    given = []
    for number, most in enumerate(wanted):
        given.append(min(most, left // (len(wanted) - number)))
        left -= given[-1]
    enough = all(got >= min(most, _LEAST_TEXT) for got, most in zip(given, wanted, strict=True))
    return given if enough and left >= 0 else None


def _grid_lines(table: Table, columns: Sequence[_Column]) -> Iterator[str]:
    yield _padded_line((column.name for column in columns), columns)
    links = [place for place, name in enumerate(table.columns) if kind_of(name) == "link"]
    for row in table.rows:
        cells = [_wrapped_cell(flat(row[column.place]), column) for column in columns]
        for written in zip_longest(*cells, fillvalue=""):
            yield _padded_line(written, columns)
        yield from (f"{_INDENT}{row[place]}" for place in links if row[place])


def _padded_line(words: Iterable[str], columns: Sequence[_Column]) -> str:
    """Write one line of a grid."""
    cells = (_aligned_cell(word, column) for word, column in zip(words, columns, strict=True))
    return _GAP.join(cells).rstrip()


def _aligned_cell(words: str, column: _Column) -> str:
    padding = " " * (column.width - cell_len(words))
    return padding + words if column.right else words + padding


def _wrapped_cell(words: str, column: _Column) -> list[str]:
    return [words] if column.kind != "text" else _wrapped_lines(words, column.width)


def _wrapped_lines(words: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Wrap words; a word longer than a line stays whole."""
    wrapped = textwrap.wrap(
        words,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped or [first]


def _stacked_row_lines(table: Table, row: Sequence[Cell], width: int) -> Iterator[str]:
    """Yield the lines of one row: ids, the text, short values, other texts, links."""
    cells = zip(table.columns, map(flat, row), strict=True)
    there = [(name, words) for name, words in cells if words]
    yield from _packed_lines(
        [words for name, words in there if _is_leading_column(name)], _GAP, "", width
    )
    for name, words in there:
        if name in MAIN_TEXTS:
            yield from _wrapped_lines(words, width, _INDENT, _INDENT)
    short = [f"{name} {words}" for name, words in there if _is_short_column(name)]
    yield from _packed_lines(short, ", ", _INDENT, width)
    for name, words in there:
        yield from _trailing_lines(name, words, width)


def _is_short_column(name: str) -> bool:
    """Whether a column's values stand with others in a line."""
    return kind_of(name) == "word" and name not in LEADS


def _is_leading_column(name: str) -> bool:
    """Whether a column stands first: ids, and whose they are."""
    return kind_of(name) == "id" or name in LEADS


def _trailing_lines(name: str, words: str, width: int) -> Iterator[str]:
    """Yield the lines of a text that is not the main one, or a link."""
    kind = kind_of(name)
    if kind == "text" and name not in LEADS | MAIN_TEXTS:
        yield from _wrapped_lines(f"{name}: {words}", width, _INDENT, _INDENT + "  ")
    if kind == "link":
        yield f"{_INDENT}{words}"


def _packed_lines(items: Sequence[str], gap: str, indent: str, width: int) -> Iterator[str]:
    """Fill lines with whole items; one longer than a line has a line of its own."""
    line = ""
    for item in items:
        longer = f"{line}{gap}{item}" if line else f"{indent}{item}"
        if line and cell_len(longer) > width:
            yield line
            longer = f"{indent or _INDENT}{item}"
        line = longer
    if line:
        yield line
