"""Lists of answers as Arrow tables and data frames."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args, get_origin

from provenance.exceptions import MissingExtraError
from provenance.trail.shapes import is_record, members, optional

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_SIMPLE: dict[object, str] = {str: "string", bool: "bool", int: "int64", float: "double"}


def to_arrow(answers: Sequence[object], record: type) -> pa.Table:
    """Return answers as an Arrow table, one row each.

    Records inside are structs, and an empty list has its columns.
    """
    import pyarrow as pa

    shown = members(record)
    schema = pa.schema([pa.field(m.name, _arrow_type(m.type)) for m in shown])
    rows = [
        {m.name: _arrow_value(getattr(answer, m.name), m.type) for m in shown} for answer in answers
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def to_pandas(answers: Sequence[object], record: type) -> pd.DataFrame:
    """Return answers as a pandas data frame.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: F401  (Arrow's own message does not say what to install)
    except ImportError:
        raise MissingExtraError("pandas", "pandas") from None
    frame: pd.DataFrame = to_arrow(answers, record).to_pandas()
    return frame


def to_polars(answers: Sequence[object], record: type) -> pl.DataFrame:
    """Return answers as a Polars data frame.

    Raises:
        MissingExtraError: Polars is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("polars", "polars") from None
    found = pl.from_arrow(to_arrow(answers, record))
    if isinstance(found, pl.Series):
        return found.to_frame()
    return found


def _arrow_type(kind: object) -> pa.DataType:
    """Return the Arrow type of a member."""
    import pyarrow as pa

    bare, _ = optional(kind)
    if bare is datetime:
        return pa.timestamp("us", tz="UTC")
    if bare in _SIMPLE:
        return pa.type_for_alias(_SIMPLE[bare])
    parts = _struct_fields(bare)
    if parts is None:
        return pa.list_(_arrow_type(get_args(bare)[0]))
    return pa.struct([(name, _arrow_type(one)) for name, one in parts])


def _struct_fields(bare: object) -> list[tuple[str, object]] | None:
    """Name the members of a record, or of a pair by their numbers; None of what is as long as any."""
    if isinstance(bare, type) and is_record(bare):
        return [(m.name, m.type) for m in members(bare)]
    held = get_args(bare)
    if get_origin(bare) is tuple and held[-1] is not Ellipsis:
        return [(f"_{number}", one) for number, one in enumerate(held)]
    return None


def _arrow_value(value: object, kind: object) -> Any:  # noqa: ANN401  (whatever Arrow may hold)
    """Turn a value into what Arrow takes: records and pairs into dictionaries."""
    bare, _ = optional(kind)
    if value is None:
        return None
    if isinstance(bare, type) and is_record(bare):
        return {m.name: _arrow_value(getattr(value, m.name), m.type) for m in members(bare)}
    return _arrow_tuple(value, bare) if isinstance(value, tuple) else value


def _arrow_tuple(values: tuple[object, ...], bare: object) -> list[Any] | dict[str, Any]:
    """Turn a tuple into a list, or, where its length is fixed, into a dictionary by numbers."""
    parts = _struct_fields(bare)
    if parts is None:
        held = get_args(bare)[0]
        return [_arrow_value(item, held) for item in values]
    return {name: _arrow_value(item, one) for item, (name, one) in zip(values, parts, strict=True)}
