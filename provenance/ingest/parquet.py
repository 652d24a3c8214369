"""Parquet files: one row at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.exceptions import InputError
from provenance.ingest import arrow
from provenance.ingest.options import File, Options
from provenance.ingest.rows import Hint, Row, to_rows


def read(file: File, options: Options) -> Iterator[Row | InputError | Hint]:
    """Read the articles; rows count from 1."""
    required = options.columns.get("text", "text")
    return to_rows(records(file, required), file.name, "parquet", options.columns)


def records(file: File, required: str = "") -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Read the rows with their numbers; where the file is damaged, those before it are kept.

    Args:
        file: the file.
        required: a column without which the file is refused.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    number, name = 0, file.name
    try:
        with pq.ParquetFile(file.path) as opened:
            fault = arrow.header_fault(opened.schema_arrow.names, required, name)
            if fault is not None:
                yield 1, fault
                return
            for number, row in arrow.rows(opened.iter_batches(arrow.ROWS), name):
                yield number, row
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the file system, not of the file's content
        yield number + 1, _damaged_file_refusal(name, number, str(error).splitlines()[0])


def _damaged_file_refusal(file: str, number: int, what: str) -> InputError:
    if number == 0:
        return InputError(f"this is no Parquet file: {what}", file=file)
    return InputError(f"the file is damaged from this row on: {what}", file=file, line=number + 1)
