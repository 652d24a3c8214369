"""Tables: CSV and Parquet files, Arrow tables and data frames, one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.articles import Version
from provenance.exceptions import InputError
from provenance.ingest.rows import to_version
from provenance.ingest.text import decode

if TYPE_CHECKING:
    import pyarrow as pa


def read_csv(path: Path) -> Iterator[Version | InputError]:
    """Read a CSV file with a header; an empty cell is no value. Errors name the line on which the row ends."""
    text = decode(path.read_bytes(), str(path))
    if isinstance(text, InputError):
        yield text
        return
    csv.field_size_limit(2**31 - 1)  # the default refuses texts over 128 KiB
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if "text" not in (rows.fieldnames or ()):
        yield InputError("the header has no column text", file=str(path), line=1, field="text")
        return
    try:
        for row in rows:
            yield _csv_row(row, str(path), rows.line_num)
    except csv.Error as error:
        yield InputError(f"this is no CSV from here on: {error}", file=str(path), line=rows.line_num)


def _csv_row(row: Mapping[str | None, Any], file: str, line: int) -> Version | InputError:
    if None in row:
        return InputError("there are more cells than columns", file=file, line=line, hint="quote cells that hold commas")
    values = {str(key): value for key, value in row.items() if value not in {None, ""}}
    return to_version(values, file=file, line=line, extractor="csv")


def read_parquet(path: Path) -> Iterator[Version | InputError]:
    """Read a Parquet file; rows count from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except pa.ArrowException as error:
        yield InputError(f"this is no Parquet file: {str(error).splitlines()[0]}", file=str(path))
        return
    yield from _arrow(table, str(path), "parquet")


def read_values(values: object) -> Iterator[Version | InputError]:
    """Read records, dictionaries, an Arrow table or a data frame; rows count from 1.

    A data frame is anything that offers the Arrow stream interface, pandas and Polars among them; neither is imported.

    Raises:
        TypeError: the values are none of these.
    """
    if isinstance(values, Version | Mapping):
        values = [values]
    if hasattr(values, "__arrow_c_stream__"):
        import pyarrow as pa

        yield from _arrow(pa.table(values), None, "table")
        return
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise TypeError(f"expected records, dictionaries, an Arrow table or a data frame, not {type(values).__name__}")
    for number, value in enumerate(values, 1):
        if isinstance(value, Version):
            yield value
        elif isinstance(value, Mapping):
            yield to_version(value, line=number)
        else:
            what = f"expected a dictionary or a Version, not {type(value).__name__}"
            yield InputError(what, line=number)


def _arrow(table: pa.Table, file: str | None, extractor: str) -> Iterator[Version | InputError]:
    for number, row in enumerate(_arrow_rows(table), 1):
        yield to_version(row, file=file, line=number, extractor=extractor)


def _arrow_rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield rows batch by batch, so that a large table is never all Python objects at once."""
    for batch in table.to_batches(max_chunksize=1_000):
        yield from batch.to_pylist()
