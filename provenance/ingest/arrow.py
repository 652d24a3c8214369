"""Arrow columns to rows of Python values, a cell that has none refused with its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from provenance.exceptions import InputError
from provenance.ingest.columns import lacks
from provenance.ingest.refusals import RowRefusal

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1_000  # rows that are Python objects at once
_OFFSET = re.compile(r"[+-]\d\d:?\d\d")
# What PyArrow raises for a cell: out of the calendar, not UTF-8, two fields of one name, a type
# that it does not convert.
_NO_VALUE = (ValueError, OverflowError, KeyError, TypeError, NotImplementedError)


@attrs.frozen
class _Unreadable:
    """Stand for a cell that no Python value can hold."""

    what: str


def header_fault(names: list[str], required: str, file: str | None) -> InputError | None:
    """Return why a table cannot be read: a column stands twice, or the required one is missing."""
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        hint = "rename one of the two"
        return InputError("two columns have this name", file=file, field=twice, hint=hint)
    if required and required not in names:
        what = f"there is no column {required}"
        return InputError(what, file=file, field=required, hint=lacks(required, names))
    return None


def rows(
    batches: Iterable[pa.RecordBatch],
    file: str | None,
) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Read batches row by row, numbered from 1.

    Times in nanoseconds are cut to microseconds; a time in a zone that nobody knows is read in UTC,
    as it is stored.

    Args:
        batches: parts of one table.
        file: where they came from, for errors.
    """
    number = 0
    for batch in batches:
        columns = [_column_values(column) for column in batch.columns]
        for cells in zip(*columns, strict=True):
            number += 1
            yield (
                number,
                _checked_row(dict(zip(batch.schema.names, cells, strict=True)), file, number),
            )


def _checked_row(row: dict[str, Any], file: str | None, number: int) -> dict[str, Any] | InputError:
    for field, value in row.items():
        if isinstance(value, _Unreadable):
            return RowRefusal(field, f"the cell cannot be read: {value.what}").at(file, number)
    return row


def _column_values(column: pa.Array) -> list[Any]:
    """Convert a column; cell by cell where the whole cannot be."""
    plain = _with_plain_times(column)
    try:
        return list(plain.to_pylist())
    except _NO_VALUE:
        return [_cell_value(plain, place) for place in range(len(plain))]


def _cell_value(column: pa.Array, place: int) -> object:
    try:
        return column[place].as_py()
    except _NO_VALUE as error:
        return _Unreadable((str(error) or type(error).__name__).splitlines()[0])


def _with_plain_times(column: pa.Array) -> pa.Array:
    """Cast times to a unit and a zone that Python has.

    A column that does not need it, or cannot be cast, is left alone.
    """
    wanted = _plain_type(column.type)
    try:
        return column if wanted == column.type else column.cast(wanted, safe=False)
    except _NO_VALUE:
        return column


def _plain_type(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_list(kind):
        return pa.list_(_plain_field(kind.value_field))
    if pa.types.is_struct(kind):
        return pa.struct([_plain_field(field) for field in kind.fields])
    return _plain_time(kind)


def _plain_field(field: pa.Field) -> pa.Field:
    return field.with_type(_plain_type(field.type))


def _plain_time(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        zone = kind.tz if kind.tz is None or _is_known_time_zone(kind.tz) else "UTC"
        return pa.timestamp("us" if kind.unit == "ns" else kind.unit, zone)
    if pa.types.is_duration(kind) and kind.unit == "ns":
        return pa.duration("us")
    return pa.time64("us") if pa.types.is_time64(kind) else kind


def _is_known_time_zone(zone: str) -> bool:
    """Whether a time zone is an offset, or one of this machine's database."""
    if _OFFSET.fullmatch(zone):
        return True
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True
