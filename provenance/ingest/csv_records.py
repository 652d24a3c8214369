"""The records of a CSV text: one with a stray quotation mark takes none of the others along."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import attrs

# As people mean it: a quotation mark ends a cell where a comma or the end of the line follows.
# Possessive, so that no text makes it try again.
_CELL = r'(?:"(?:[^"]|""|"(?!,|[\r\n]|\Z))*+"(?=,|[\r\n]|\Z)|[^,\r\n]*+)'
_RECORD = re.compile(rf"{_CELL}(?:,{_CELL})*+(?:\r\n|\r|\n|\Z)")
_SEARCHED = 4  # times the length of a text that may be searched for the ends of broken records


@attrs.frozen
class Record:
    """Hold the cells of one record, or what is wrong with it.

    Args:
        first: the line on which it begins, from 1.
        last: the line on which it ends.
        cells: its cells, unless it is broken.
        fault: what is wrong with it, if it is broken.
        doubtful: whether it stands where a broken record may go on; then only one with a cell for
            each column is a record.
    """

    first: int
    last: int
    cells: Sequence[str] = ()
    fault: str = ""
    doubtful: bool = False


class _Lines:
    """Give lines one by one, from any of them on."""

    def __init__(self, text: str) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        self.place = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def is_left(self) -> bool:
        """Whether there is another line."""
        return self.place < len(self.lines)

    def __next__(self) -> str:
        if not self.is_left():
            raise StopIteration
        self.place += 1
        return self.lines[self.place - 1]


def split(text: str) -> Iterator[Record]:
    """Split a text into records, by RFC 4180; blank lines are passed over.

    A record with a stray quotation mark is broken. It reaches to its own end as people mean it, or,
    where the lines behind its first one are records by themselves, over that line alone.
    """
    source = _Lines(text)
    reader, ends = _strict_csv_reader(source), _Ends(text, source.lines)
    width = doubtful = 0
    while source.is_left():
        first = source.place
        cells, fault = _next_record(reader)
        if cells and len(cells) != width:
            fault = ends.swallowed(first, source.place, width)
        if fault:
            end = ends.after(first)
            source.place = ends.resume(first, end, width)
            doubtful = max(doubtful, end)
            yield Record(first + 1, source.place, fault=fault)
        elif cells:
            yield Record(first + 1, source.place, cells, doubtful=first < doubtful)
        width = width or len(cells)


def _strict_csv_reader(lines: Iterable[str]) -> Iterator[list[str]]:
    csv.field_size_limit(2**31 - 1)  # the default refuses texts over 128 KiB
    return csv.reader(lines, strict=True)


def _next_record(reader: Iterator[list[str]]) -> tuple[list[str], str]:
    """Return the cells of the next record, or what is wrong with it."""
    try:
        return next(reader, []), ""
    except csv.Error as error:
        return [], str(error)


class _Ends:
    """Find where broken records end, as people mean it."""

    def __init__(self, text: str, lines: Sequence[str]) -> None:
        self._text, self._lines = text, lines
        self._ends = list(accumulate(len(line) for line in lines))
        self._left = _SEARCHED * len(text)

    def after(self, first: int) -> int:
        """Return the number of the line, from 0, that follows a record.

        Args:
            first: the number of the line, from 0, on which it begins.
        """
        start = self._ends[first] - len(self._lines[first])
        found = _RECORD.match(self._text, start) if self._left > 0 else None
        if found is None:
            return first + 1
        self._left -= found.end() - start
        return bisect_left(self._ends, found.end()) + 1

    def swallowed(self, first: int, stop: int, width: int) -> str:
        """Say that a record which does not fit the columns has others inside, if it has."""
        is_whole = stop - first < 2 or width == 0 or self.resume(first, stop, width) == stop
        return "" if is_whole else "a quoted cell goes on over lines that are rows by themselves"

    def resume(self, first: int, end: int, width: int) -> int:
        """Return the number of the line, from 0, on which to go on behind a broken record.

        Args:
            first: the line on which it begins.
            end: the line that follows it, as people mean it.
            width: how many columns there are. Where most of the lines behind its first one are
                records of that width by themselves, they are no part of it.
        """
        behind = self._lines[first + 1 : end]
        fitting = sum(_count_cells(line) == width for line in behind)
        return end if behind and 2 * fitting <= len(behind) else first + 1


def _count_cells(line: str) -> int:
    """Count the cells of a line that is a record by itself; 0 where it is none."""
    try:
        return len(next(_strict_csv_reader([line]), []))
    except csv.Error:
        return 0
