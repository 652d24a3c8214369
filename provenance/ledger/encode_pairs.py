"""The parts of compared pairs as they are stored: one shape for profiles, versions and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.records.decisions import ComparedPart, ComparedValues
from provenance.spans import Span

if TYPE_CHECKING:
    import pyarrow as pa


Sides = tuple[ComparedValues | None, ComparedValues | None]
StoredValue = Mapping[str, str | None]  # value and qualifier
_SCORED = ("feature", "level", "label", "weight")
_SIDES = ("values_a", "values_b", "spans_a", "spans_b")


def part_type() -> pa.StructType:
    """Return the type of a stored part; `provenance.sql.partitions` writes the same in SQL."""
    import pyarrow as pa

    side = ("side", pa.string())
    value = pa.struct([side, ("value", pa.string()), ("qualifier", pa.string())])
    span = pa.struct([side, ("start", pa.int32()), ("end", pa.int32())])
    return pa.struct(
        [
            ("feature", pa.string()),
            ("level", pa.string()),
            ("weight", pa.float64()),
            ("values_of", pa.string()),
            ("values", pa.list_(value)),
            ("spans", pa.list_(span)),
        ]
    )


def parts_column(pairs: Iterable[Sequence[ComparedPart]]) -> pa.Array:
    """Lay the parts of pairs out as a column; `told_parts` reads them again.

    Raises:
        ValueError: a pair has two parts of one feature.
    """
    import pyarrow as pa

    return pa.array([_part_rows(parts) for parts in pairs], pa.list_(part_type()))


def _part_rows(parts: Sequence[ComparedPart]) -> list[dict[str, Any]]:
    """Lay the parts of a pair out; what several of them tell alike is laid out in the first."""
    if len({part.feature for part in parts}) < len(parts):
        told = ", ".join(part.feature for part in parts)
        raise ValueError(f"expected one part a feature in a compared pair, not {told}")
    first: dict[Sides, str] = {}
    rows = []
    for part in parts:
        sides = (part.a, part.b)
        known = first.get(sides)
        if known is None and sides != (None, None):
            first[sides] = part.feature
        rows.append(_part_row(part, known))
    return rows


def _part_row(part: ComparedPart, known: str | None) -> dict[str, Any]:
    """Lay one part out; `known` is the part that tells the same of both sides."""
    sides = (part.a, part.b)
    return {
        "feature": part.feature,
        "level": part.level,
        "weight": part.weight,
        "values_of": known,
        "values": None if known else _value_rows(sides),
        "spans": None if known else _span_rows(sides),
    }


def _value_rows(sides: Sides) -> list[dict[str, str | None]] | None:
    """Lay values out; a side that has none gets a row without a value."""
    rows = [
        {"side": side, "value": value, "qualifier": None}
        for side, found in _values_by_side(sides)
        for value in found.values or (None,)
    ]
    return rows or None


def _span_rows(sides: Sides) -> list[dict[str, Any]] | None:
    rows = [
        {"side": side, "start": span.start, "end": span.end}
        for side, found in _values_by_side(sides, "spans")
        for span in found.spans
    ]
    return rows or None


def _values_by_side(sides: Sides, what: str = "values") -> Iterator[tuple[str, ComparedValues]]:
    """Yield what is found by side, once for both where it is the same."""
    a, b = sides
    if a is not None and b is not None and getattr(a, what) == getattr(b, what):
        yield "ab", a
        return
    for side, found in zip("ab", sides, strict=True):
        if found is not None:
            yield side, found


def told_parts(stored: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read the stored parts of a pair, each with what either side has: `values_a`, `spans_a`, ...

    `label` is None where the parts were read without the words of their levels. Values are None
    where a side is not looked at, and spans where no single place states them.
    """
    told: dict[str, dict[str, Any]] = {}
    for part in stored:
        of = part["values_of"]
        sides = _stored_sides(part) if of is None else {name: told[of][name] for name in _SIDES}
        told[part["feature"]] = {name: part.get(name) for name in _SCORED} | sides
    return list(told.values())


def level_of(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return the level of a part as people read it, and its id, None where it is a number."""
    label = part["label"]
    return {"level": label or part["level"], "level_id": part["level"] if label else None}


def _stored_sides(part: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f"{what}_{side}": _stored_on_side(part[what], side)
        for what in ("values", "spans")
        for side in "ab"
    }


def _stored_on_side(
    stored: Sequence[Mapping[str, Any]] | None, side: str
) -> list[dict[str, Any]] | None:
    """Return what is stored of one side, without what says so; None where it is not looked at."""
    rows = [dict(row) for row in stored or () if side in row["side"]]
    for row in rows:
        del row["side"]
    return [row for row in rows if row.get("value", "") is not None] if rows else None


def texts_of(stored: Sequence[StoredValue] | None) -> list[str] | None:
    """Write each stored value as one text, a role with what it belongs to; None for no values."""
    if stored is None:
        return None
    return [_qualified_value(one) for one in stored]


def _qualified_value(stored: StoredValue) -> str:
    value, qualifier = stored["value"] or "", stored["qualifier"]
    return value if qualifier is None else f"{value}@{qualifier}"


def joined(stored: Sequence[StoredValue] | None, by: str) -> str | None:
    """Write stored values as one text for people; None for no values."""
    texts = texts_of(stored)
    return None if texts is None else by.join(texts)


def first_span(stored: Sequence[Mapping[str, int]] | None) -> Span | None:
    """Return the first of the stored places of values, if there is one."""
    return Span(stored[0]["start"], stored[0]["end"]) if stored else None
