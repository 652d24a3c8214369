"""What matching found as Arrow tables, in the shape the appending statements want."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.columns import table, value_rows
from provenance.decisions import Evidence
from provenance.matching import ClaimComparison, Conflict, Narration

if TYPE_CHECKING:
    import pyarrow as pa

_CONFLICT = {"a": "string", "b": "string", "kind": "string", "question": "string", "start_a": "int64", "end_a": "int64"}
_CONFLICT |= {"surface_a": "string", "start_b": "int64", "end_b": "int64", "surface_b": "string", "weight": "double"}


def narration_tables(readers: Mapping[str, str], items: Sequence[Narration]) -> dict[str, pa.Table | None]:
    """Lay narrations out.

    Args:
        readers: version key to who read it for narration, versions without any among them.
        items: what was found.
    """
    kinds = {"place": "int64", "narration": "string", "version": "string", "start": "int64", "end": "int64"}
    told = table(
        kinds | {"surface": "string", "reader": "string"},
        [
            (place, n.key, n.version, n.span.start, n.span.end, n.surface, readers[n.version])
            for place, n in enumerate(items)
        ],
    )
    return {
        "append_claim_assertions": None,
        "append_narrations": told,
        "append_narration_readings": table({"version": "string", "reader": "string"}, sorted(readers.items())),
        "append_narration_tellings": told,
        "append_narrated_values": value_rows((n.key, value) for n in items for value in n.values),
    }


def comparisons_table(items: Sequence[ClaimComparison]) -> pa.Table:
    """Lay comparisons out, each with its parts."""
    import pyarrow as pa

    names = ("feature", "level", "weight", "value_a", "value_b", "start_a", "end_a", "start_b", "end_b")
    types = (pa.string(), pa.string(), pa.float64(), pa.string(), pa.string(), *(pa.int32() for _ in range(4)))
    parts = [
        [
            dict(zip(names, (p.feature, p.level, p.weight, _value(p.a), _value(p.b), *_span(p.a), *_span(p.b)), strict=True))
            for p in c.parts
        ]
        for c in items
    ]
    kinds = {"a": "string", "b": "string", "relation": "string", "match_weight": "double", "match_probability": "double"}
    rows = [(c.a, c.b, c.relation, c.match_weight, c.match_probability) for c in items]
    part = pa.struct(list(zip(names, types, strict=True)))
    return table(kinds, rows).append_column("parts", pa.array(parts, pa.list_(part)))


def _value(evidence: Evidence | None) -> str | None:
    return evidence.value if evidence else None


def _span(evidence: Evidence | None) -> tuple[int | None, int | None]:
    return (evidence.span.start, evidence.span.end) if evidence and evidence.span else (None, None)


def conflicts_table(items: Sequence[Conflict]) -> pa.Table:
    """Lay conflicts out."""
    rows = [
        (
            *(c.a, c.b, c.kind, c.question, c.span_a.start, c.span_a.end, c.surface_a),
            *(c.span_b.start, c.span_b.end, c.surface_b, c.weight),
        )
        for c in items
    ]
    return table(_CONFLICT, rows)


def claim_group_tables(
    minted: Sequence[tuple[str, str]],
    states: Sequence[tuple[Any, ...]],
    members: Sequence[tuple[str, str, str]],
    events: Sequence[tuple[Any, ...]],
) -> dict[str, pa.Table]:
    """Lay groups of claims out.

    Args:
        minted: id and founding assertion of new ids, the oldest first.
        states: id, status and redirect.
        members: assertion, id and relation.
        events: kind, from ids, to ids and cause.
    """
    happened = {"place": "int64", "kind": "string", "from_ids": "texts", "to_ids": "texts", "cause": "string"}
    return {
        "append_claim_groups": table(
            {"place": "int64", "id": "string", "founder": "string"}, [(place, *row) for place, row in enumerate(minted)]
        ),
        "append_claim_group_states": table({"id": "string", "status": "string", "redirect": "string"}, states),
        "append_claim_group_members": table({"assertion": "string", "id": "string", "relation": "string"}, members),
        "append_claim_group_events": table(happened, [(place, *row) for place, row in enumerate(events)]),
    }
