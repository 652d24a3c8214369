"""Values in memory: records, dictionaries, Arrow tables and data frames, one article a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from provenance.exceptions import InputError
from provenance.ingest import arrow
from provenance.ingest.rows import Hint, Row, checked, to_row, to_rows
from provenance.records.articles import Version


def read_values(values: object) -> Iterator[Row | InputError | Hint]:
    """Read records, dictionaries, an Arrow table or a data frame; rows count from 1.

    A data frame is anything that offers the Arrow stream interface, pandas and Polars among them;
    neither is imported.

    Raises:
        TypeError: the values are none of these.
    """
    if isinstance(values, Version | Mapping):
        values = [values]
    if hasattr(values, "__arrow_c_stream__"):
        yield from _read_arrow_table(values)
        return
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        what = "expected records, dictionaries, an Arrow table or a data frame"
        raise TypeError(f"{what}, not {type(values).__name__}")
    for number, value in enumerate(values, 1):
        if isinstance(value, Version):
            yield checked(value, number)
        elif isinstance(value, Mapping):
            yield to_row(value, line=number)
        else:
            what = f"expected a dictionary or a Version, not {type(value).__name__}"
            yield InputError(what, line=number)


def _read_arrow_table(values: object) -> Iterator[Row | InputError | Hint]:
    import pyarrow as pa

    try:
        table = pa.table(values)
    except pa.ArrowException as error:
        hint = "hand over dictionaries instead, such as frame.to_dict('records')"
        yield InputError(f"the data frame is no table: {str(error).splitlines()[0]}", hint=hint)
        return
    fault = arrow.header_fault(table.column_names, "text", None)
    if fault is not None:
        yield fault
        return
    yield from to_rows(arrow.rows(table.to_batches(arrow.ROWS), None), None, "table", {})
