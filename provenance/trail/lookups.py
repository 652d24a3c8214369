"""Look a few chains up by their numbers, so that a question costs what it touches and not what the ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.ledger import Store

Row = Mapping[str, Any]


def chain_ids(
    store: Store,
    *,
    entity: str | None = None,
    article: str | None = None,
    start: int | None = None,
    end: int | None = None,
    surface: str | None = None,
    digits: str | None = None,
    keys: Iterable[str] = (),
) -> list[int]:
    """Number the chains of an entity, at a place, with these words, with these keys, or with these first digits of one."""
    given = {"entity": entity, "article": article, "start": start, "end": end, "surface": surface, "digits": digits}
    return _column(store.query("trail_chain_ids", **given, keys=list(keys) or None).to_pylist(), "chain_id")


def profiles(store: Store, *, entity: str | None = None, keys: Sequence[str] = ()) -> list[Row]:
    """List the chains and entries (without `chain_id`) of an entity, and those with these keys, each with its profile."""
    found = chain_ids(store, entity=entity, keys=keys)
    rows: list[Row] = store.query("trail_profiles", chains=found, entity=entity, keys=list(keys)).to_pylist()
    return rows


def comparisons(store: Store, told: Iterable[Row]) -> list[Row]:
    """List the comparisons that count between profiles that `profiles` gave, the weightiest first."""
    numbers = sorted({row["profile_id"] for row in told})
    rows: list[Row] = store.query("trail_comparisons", one=numbers, other=numbers).to_pylist()
    return rows


def entities(store: Store, fits: Mapping[int, int]) -> list[dict[str, Any]]:
    """Describe entities, the best fit first, and of several that fit alike the most mentioned.

    Args:
        store: the ledger.
        fits: entity number to how well it fits, 0 being best.
    """
    rows = store.query("trail_entities", entities=sorted(fits)).to_pylist()
    best = min(fits.values(), default=0)
    tied = [number for number, fit in fits.items() if fit == best]
    mentions = {n: extent["mentions"] for n, extent in _extents(store, tied).items()} if len(tied) > 1 else {}
    return sorted(rows, key=lambda r: (fits[r["entity_id"]], -mentions.get(r["entity_id"], 0), r["entity"]))


def extent(store: Store, entity: int) -> dict[str, int]:
    """Count an entity's mentions, articles and sources."""
    return _extents(store, [entity]).get(entity, dict.fromkeys(_EXTENT, 0))


_EXTENT = ("mentions", "articles", "sources")


def _extents(store: Store, numbers: Iterable[int]) -> dict[int, dict[str, int]]:
    asked = sorted(numbers)
    held = _column(store.query("trail_held", entities=asked).to_pylist(), "chain_id")
    rows = store.query("trail_extents", chains=held, entities=asked).to_pylist()
    return {row["entity_id"]: {name: row[name] for name in _EXTENT} for row in rows}


def _column(rows: Iterable[Row], name: str) -> list[int]:
    return [row[name] for row in rows]
