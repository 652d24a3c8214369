"""Records to Arrow tables, column by column, in the shape the appending statements want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.records.claims import Value
from provenance.records.decisions import EntityEvent

if TYPE_CHECKING:
    import pyarrow as pa

_TEXT, _BYTES, _WHOLE, _REAL, _FLAG, _TEXTS, _TIME, _DAY = (
    "string",
    "binary",
    "int64",
    "double",
    "flag",
    "texts",
    "time",
    "day",
)


def table(kinds: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Lay rows out as typed columns.

    Args:
        kinds: column name to kind, in the order of the values.
        rows: one sequence of values a row.
    """
    import pyarrow as pa

    types = {
        _TEXT: pa.string(),
        _BYTES: pa.binary(),
        _WHOLE: pa.int64(),
        _REAL: pa.float64(),
        _FLAG: pa.bool_(),
        _TEXTS: pa.list_(pa.string()),
        _TIME: pa.timestamp("us", tz="UTC"),
        _DAY: pa.date32(),
    }
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return pa.table(
        {n: pa.array(c, types[k]) for (n, k), c in zip(kinds.items(), columns, strict=True)}
    )


def event_rows(events: Iterable[EntityEvent]) -> list[tuple[Any, ...]]:
    """Lay out what happened to the ids of a partition, without the run."""
    return [(e.kind, list(e.from_ids), list(e.to_ids), e.cause) for e in events]


_VALUE = ("low", "high", "unit", "noun", "first_day", "last_day")


def value_rows(items: Iterable[tuple[str, Value]]) -> pa.Table:
    """Lay values out, each with the key of the claim or the narrated sentence that holds it."""
    kinds = {
        "place": _WHOLE,
        "claim": _TEXT,
        "kind": _TEXT,
        "start": _WHOLE,
        "end": _WHOLE,
        "surface": _TEXT,
    }
    kinds |= {
        "low": _REAL,
        "high": _REAL,
        "unit": _TEXT,
        "noun": _TEXT,
        "first_day": _DAY,
        "last_day": _DAY,
    }
    rows = [
        (key, v.kind, v.span.start, v.span.end, v.surface, *(getattr(v, name) for name in _VALUE))
        for key, v in items
    ]
    return table(kinds, [(place, *row) for place, row in enumerate(rows)])
