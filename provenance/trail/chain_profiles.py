"""Look a few chains up by their numbers, so that a question costs what it touches and not what the ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.trail.chain_rows import Standing, links

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Row = Mapping[str, Any]


def chains_of(store: Store, entity: int) -> list[int]:
    """Number the chains of an entity, by its number."""
    kept = store.kept("chains_of", entity=entity)
    rows = store.records("trail_chains_of", entity=entity) if kept is None else kept
    return _column_values(rows, "chain_id")


def chains_at(
    store: Store, article: str, start: int | None = None, end: int | None = None
) -> list[int]:
    """Number the chains of the mentions in an article, or at a place of it."""
    places = store.records("trail_places", article=article)
    said = [
        row["mention_id"]
        for row in places
        if start is None or (row["start"], row["end"]) == (start, end)
    ]
    return (
        _column_values(store.records("trail_chains_saying", mentions=said), "chain_id")
        if said
        else []
    )


def chains_called(store: Store, surface: str) -> list[int]:
    """Number the chains of mentions with these words."""
    return _column_values(store.records("trail_chains_called", surface=surface), "chain_id")


def chains_from(store: Store, digits: str) -> list[int]:
    """Number the chains whose keys begin with these digits; this looks at all keys."""
    return _column_values(store.records("trail_chains_from", digits=digits), "chain_id")


def profiles(
    store: Store, entity: int | None, chains: Iterable[int] = (), keys: Sequence[str] = ()
) -> list[Row]:
    """List the chains and entries (without `chain_id`) of an entity, and more of them, each with its profile.

    Args:
        store: the ledger.
        entity: its number.
        chains: further chains.
        keys: of further entries, as `authority:id`.
    """
    found = {*chains, *(() if entity is None else chains_of(store, entity))}
    asked = sorted(found)
    kept = store.kept("profiles", chains=asked)
    rows: list[Row] = [*(store.records("trail_profiles", chains=asked) if kept is None else kept)]
    if store.records("trail_authorities", authority=None):
        rows += store.records("trail_entry_profiles", entity=entity, keys=list(keys))
    return sorted(rows, key=lambda row: row["chain"])


def comparisons(store: Store, told: Iterable[Row]) -> list[Row]:
    """List the comparisons that count between profiles that `profiles` gave, the weightiest first."""
    numbers = sorted({row["profile_id"] for row in told})
    return [*store.records("trail_comparisons", one=numbers, other=numbers)]


def weights(store: Store, told: Iterable[Row]) -> list[Row]:
    """List the weights of those comparisons, the weightiest first: their parts are left out."""
    numbers = sorted({row["profile_id"] for row in told})
    return [*store.records("trail_comparison_weights", profiles=numbers)]


def entities(store: Store, fits: Mapping[int, int]) -> list[dict[str, Any]]:
    """Describe entities, the best fit first, and of several that fit alike the most mentioned.

    Args:
        store: the ledger.
        fits: entity number to how well it fits, 0 being best.
    """
    rows = store.records("trail_entities", entities=sorted(fits))
    best = min(fits.values(), default=0)
    tied = [number for number, fit in fits.items() if fit == best]
    told = extents(store, tied) if len(tied) > 1 else {}
    mentions = {number: extent["mentions"] for number, extent in told.items()}
    return sorted(
        rows, key=lambda r: (fits[r["entity_id"]], -mentions.get(r["entity_id"], 0), r["entity"])
    )


_EXTENT = ("mentions", "articles", "sources")


def extent(store: Store, chains: Mapping[int, Standing]) -> dict[str, int]:
    """Count the mentions, articles and sources of chains."""
    told = chains.values()
    counts = (
        len(links(store, chains)),
        len({c.article for c in told}),
        len({c.source for c in told} - {None}),
    )
    return dict(zip(_EXTENT, counts, strict=True))


def extents(store: Store, entities: Sequence[int]) -> dict[int, dict[str, int]]:
    """Count the mentions, articles and sources of entities, asking once for all."""
    none = dict.fromkeys(_EXTENT, 0)
    found = dict.fromkeys(entities, none)
    rows = store.records("trail_extents", entities=sorted(found)) if found else []
    return found | {row["entity_id"]: {name: row[name] for name in _EXTENT} for row in rows}


def spread(store: Store, chains: Sequence[int], most: int) -> list[int]:
    """Choose some of many chains: the first that states each thing, and others spread evenly.

    Args:
        store: the ledger.
        chains: their numbers, in order.
        most: how many of either kind.
    """
    first = _column_values(
        store.records("trail_first_stating", chains=list(chains), limit=most), "chain_id"
    )
    evenly = (chains[n * len(chains) // most] for n in range(most))
    return sorted({*first, *evenly})


def _column_values(rows: Iterable[Row], name: str) -> list[int]:
    return [row[name] for row in rows]
