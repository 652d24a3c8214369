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
    schema = pa.schema([pa.field(m.name, _arrow(m.type)) for m in shown])
    rows = [{m.name: _value(getattr(answer, m.name), m.type) for m in shown} for answer in answers]
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


def _arrow(kind: object) -> pa.DataType:
    """Return the Arrow type of a member."""
    import pyarrow as pa

    bare, _ = optional(kind)
    if bare is datetime:
        return pa.timestamp("us", tz="UTC")
    if bare in _SIMPLE:
        return pa.type_for_alias(_SIMPLE[bare])
    if isinstance(bare, type) and is_record(bare):
        return pa.struct([(m.name, _arrow(m.type)) for m in members(bare)])
    held = get_args(bare)
    if get_origin(bare) is tuple and held[-1] is not Ellipsis:
        return pa.struct([(f"_{n}", _arrow(one)) for n, one in enumerate(held)])
    return pa.list_(_arrow(held[0]))


def _value(value: object, kind: object) -> Any:  # noqa: ANN401  (whatever Arrow may hold)
    """Turn a value into what Arrow takes: records into dictionaries, pairs into those with numbered keys."""
    bare, _ = optional(kind)
    if value is None:
        return None
    if isinstance(bare, type) and is_record(bare):
        return {m.name: _value(getattr(value, m.name), m.type) for m in members(bare)}
    if not isinstance(value, tuple):
        return value
    held = get_args(bare)
    if held[-1] is Ellipsis:
        return [_value(item, held[0]) for item in value]
    pairs = enumerate(zip(value, held, strict=True))
    return {f"_{number}": _value(item, one) for number, (item, one) in pairs}
