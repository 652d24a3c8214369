"""CSV files: one row a record, under a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.exceptions import InputError
from provenance.ingest import csv_records
from provenance.ingest.columns import lacks
from provenance.ingest.encodings import decode_leniently, other_encoding, undecoded
from provenance.ingest.options import File, Options
from provenance.ingest.refusals import RowRefusal
from provenance.ingest.rows import Hint, Row, to_rows

_SAVE = "save the file as UTF-8"


def read(file: File, options: Options) -> Iterator[Row | InputError | Hint]:
    """Read the articles; an empty cell is no value. Errors name the line on which a row ends."""
    required = options.columns.get("text", "text")
    return to_rows(records(file, required), file.name, "csv", options.columns)


def records(file: File, required: str = "") -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """Read the rows with the numbers of the lines on which they end; empty cells are left out.

    Args:
        file: the file.
        required: a column without which the file is refused.
    """
    raw, name = file.path.read_bytes(), file.name
    if other := other_encoding(raw, name):
        yield 1, other
        return
    found = csv_records.split(decode_leniently(raw))
    header = next(found, csv_records.Record(first=1, last=1))
    try:
        _check_header(header, required)
    except RowRefusal as refusal:
        yield 1, refusal.at(name, 1)
        return
    for record in found:
        try:
            yield record.last, _cells_by_column(header.cells, record)
        except RowRefusal as refusal:
            yield record.last, refusal.at(name, record.first if record.fault else record.last)


def _check_header(header: csv_records.Record, required: str) -> None:
    """Refuse a header that is broken, names two columns alike, or lacks the required column."""
    if header.fault:
        raise RowRefusal(None, f"the header is no CSV: {header.fault}")
    names = [name for name in header.cells if name]
    for place, name in enumerate(names):
        if what := undecoded(name):
            raise RowRefusal(None, f"in the header {what}", _SAVE)
        if name in names[:place]:
            raise RowRefusal(name, "two columns have this name", "rename one of the two")
    if required and required not in names:
        raise RowRefusal(required, f"the header has no column {required}", lacks(required, names))


def _cells_by_column(header: Sequence[str], record: csv_records.Record) -> dict[str, str]:
    """Name the cells of a record by the header; empty ones are left out.

    Raises:
        RowRefusal: the record is broken, or does not fit the header.
    """
    _check_record(header, record)
    found: dict[str, str] = {}
    for name, cell in zip(header, record.cells, strict=False):
        if what := undecoded(cell):
            raise RowRefusal(name, what, _SAVE)
        if cell and name in found:
            what = "two columns without a name hold a value"
            raise RowRefusal(name, what, "name them in the header")
        if cell:
            found[name] = cell
    return found


def _check_record(header: Sequence[str], record: csv_records.Record) -> None:
    """Refuse a record that is broken, or does not fit the header.

    Raises:
        RowRefusal: saying how.
    """
    if record.fault:
        lines = f", to line {record.last}" if record.last > record.first else ""
        hint = "write quotation marks inside a quoted cell twice"
        raise RowRefusal(None, f"this is no CSV{lines}: {record.fault}", hint)
    if len(record.cells) > len(header):
        raise RowRefusal(None, "there are more cells than columns", "quote cells that hold commas")
    if record.doubtful and len(record.cells) < len(header):
        raise RowRefusal(None, "there are fewer cells than columns, behind a row that is no CSV")
