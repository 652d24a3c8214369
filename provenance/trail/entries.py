"""Find the entries of authorities: those of an entity, and one by its authority and id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from provenance.records.authorities import Office
from provenance.trail.records import Entry

if TYPE_CHECKING:
    from provenance.ledger.store import Store


def entries_of(store: Store, entity: str) -> tuple[Entry, ...]:
    """List what authorities know of an entity."""
    if not store.records("trail_authorities", authority=None):
        return ()
    return tuple(
        _entry_from_row(row)
        for row in store.records("trail_entries", entity=entity, authority=None, id=None)
    )


def find_entry(store: Store, what: str) -> Entry | None:
    """Find an entry by `authority:id`; None where there is none."""
    authority, colon, number = what.partition(":")
    if not colon or not store.records("trail_authorities", authority=authority):
        return None
    rows = store.records("trail_entries", entity=None, authority=authority, id=number)
    return _entry_from_row(rows[0]) if rows else None


def _entry_from_row(row: Mapping[str, Any]) -> Entry:
    told = {
        name: row[name]
        for name in ("authority", "external_id", "type", "file", "digest", "entity", "probability")
    }
    lists = {name: tuple(row[name]) for name in ("names", "countries", "rows")}
    return Entry(**told, **lists, offices=tuple(Office(**office) for office in row["offices"]))  # type: ignore[arg-type]
