"""The parts of compared pairs as they are stored: one shape for profiles, versions and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.decisions import ComparedPart, ComparedValues
from provenance.spans import Span

if TYPE_CHECKING:
    import pyarrow as pa


StoredValue = Mapping[str, str | None]  # value and qualifier


def part_type() -> pa.StructType:
    """Return the type of a stored part; `provenance.sql.partitions` writes the same in SQL."""
    import pyarrow as pa

    value = pa.struct([("value", pa.string()), ("qualifier", pa.string())])
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    return pa.struct(
        [
            ("feature", pa.string()),
            ("level", pa.string()),
            ("weight", pa.float64()),
            ("values_a", pa.list_(value)),
            ("values_b", pa.list_(value)),
            ("spans_a", pa.list_(span)),
            ("spans_b", pa.list_(span)),
        ]
    )


def parts_column(pairs: Iterable[Sequence[ComparedPart]]) -> pa.Array:
    """Lay the parts of pairs out as a column."""
    import pyarrow as pa

    rows = [[_row(part) for part in parts] for parts in pairs]
    return pa.array(rows, pa.list_(part_type()))


def _row(part: ComparedPart) -> dict[str, Any]:
    told = {"feature": part.feature, "level": part.level, "weight": part.weight}
    return told | _side("a", part.a) | _side("b", part.b)


def _side(side: str, found: ComparedValues | None) -> dict[str, Any]:
    if found is None:
        return {f"values_{side}": None, f"spans_{side}": None}
    spans = [{"start": span.start, "end": span.end} for span in found.spans]
    return {
        f"values_{side}": [{"value": value, "qualifier": None} for value in found.values],
        f"spans_{side}": spans or None,
    }


def texts_of(stored: Sequence[StoredValue] | None) -> list[str] | None:
    """Write each stored value as one text, a role with what it belongs to; None for no values."""
    if stored is None:
        return None
    return [_text(one) for one in stored]


def _text(stored: StoredValue) -> str:
    value, qualifier = stored["value"] or "", stored["qualifier"]
    return value if qualifier is None else f"{value}@{qualifier}"


def joined(stored: Sequence[StoredValue] | None, by: str) -> str | None:
    """Write stored values as one text for people; None for no values."""
    texts = texts_of(stored)
    return None if texts is None else by.join(texts)


def first_span(stored: Sequence[Mapping[str, int]] | None) -> Span | None:
    """Return the first of the stored places of values, if there is one."""
    return Span(stored[0]["start"], stored[0]["end"]) if stored else None
