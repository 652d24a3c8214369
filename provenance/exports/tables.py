"""Write Arrow tables as JSON Lines, CSV or Parquet, the same bytes for the same rows."""

from __future__ import annotations

import csv
import errno
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.exceptions import SpantrailError

if TYPE_CHECKING:
    import pyarrow as pa

_ADVICE = {
    errno.ENOENT: "name a file in a folder that exists",
    errno.ENOSPC: "make room on the disk",
}
SUFFIXES = (".jsonl", ".csv", ".parquet")


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table in the format of the file's suffix.

    JSON Lines has one object a row, keys in the order of the columns. CSV holds lists and records
    as JSON text, and nothing for null.

    Args:
        table: the rows.
        path: a file ending in .jsonl, .csv or .parquet.

    Raises:
        SpantrailError: the suffix is none of these, or the file cannot be written.
    """
    try:
        _write_by_suffix(table, path, path.suffix.lower())
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "name another file")
        raise SpantrailError(f"cannot write {path}: {error.strerror or error}; {advice}") from error


def _write_by_suffix(table: pa.Table, path: Path, suffix: str) -> None:
    writers = {".jsonl": _write_json_lines, ".csv": _write_csv, ".parquet": _write_parquet}
    if suffix not in writers:
        raise SpantrailError(f"cannot write {path}: name a file that ends in {', '.join(SUFFIXES)}")
    writers[suffix](table, path)


def _write_json_lines(table: pa.Table, path: Path) -> None:
    """Write a table as JSON Lines."""
    lines = (json.dumps(_json_value(row), ensure_ascii=False) for row in table.to_pylist())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as CSV under a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        writer.writerows([_csv_cell(value) for value in row.values()] for row in table.to_pylist())


def _write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet."""
    import pyarrow.parquet

    pyarrow.parquet.write_table(table, path)


def _json_value(value: Any) -> Any:  # noqa: ANN401  (whatever a table may hold)
    """Turn times into ISO 8601 and walk into lists and records."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json_value(item) for key, item in value.items()}
    return [_json_value(item) for item in value] if isinstance(value, list) else value


def _csv_cell(value: Any) -> Any:  # noqa: ANN401
    plain = _json_value(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, list | dict) else plain
