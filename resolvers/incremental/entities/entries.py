"""Entries: what authorities know, as profiles, and which entities the clusters tie them to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from provenance.records.authorities import AuthorityEntry, Office
from provenance.records.decisions import Run
from resolvers.incremental.entities.base import EntityIndex
from resolvers.linking.authority_profiles import profile_of
from resolvers.storing.chains import append_entry_profiles

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Tie = tuple[str, int, float, bool]  # entity, entry, probability, and whether it holds no longer


def profile_entries(index: EntityIndex, ledger: Store, run: Run) -> None:
    """Give entries that came since the index was last brought up to date their profiles.

    All of them in a new index.
    """
    ((entries,),) = index.rows("count_changed_entries", upto=index.upto)
    index.retold = bool(entries)
    if not index.retold:
        return
    rows = ledger.query("entries_since", upto=index.upto).to_pylist()
    found = []
    for row in rows:
        profile = profile_of(row["authority"], _authority_entry(row))
        found.append((row["entry_id"], profile.key, profile.features))
    if found:
        append_entry_profiles(ledger.writer, run, found)


def _authority_entry(row: Mapping[str, Any]) -> AuthorityEntry:
    return AuthorityEntry(
        external_id=row["external_id"],
        type=row["type"],
        names=tuple(row["names"]),
        countries=tuple(row["countries"]),
        offices=tuple(Office(**office) for office in row["offices"]),
        rows=tuple(row["rows"]),
    )


def take(index: EntityIndex) -> None:
    """Take in the entries that came, changed or went."""
    if not index.retold:
        index.run("note_no_entries")
        return
    for name in ("note_entries", "drop_entries", "take_entries"):
        index.run(name, upto=index.upto)


def retie(
    index: EntityIndex, tied: Mapping[tuple[str, str], float], entities: Iterable[str]
) -> list[Tie]:
    """Compare which entries the touched entities are with what they were, and give what changed.

    Args:
        index: the index.
        tied: entity and the profile of an entry to the probability of the join.
        entities: every entity that was touched.
    """
    if not index.rows("count_entries")[0][0]:
        return []
    entry = _entries_by_profile(index, {profile for _, profile in tied})
    now = {(entity, entry[profile]): p for (entity, profile), p in tied.items()}
    changed = _changed_ties(_former_ties(index, entities, entry.values()), now)

    kinds = {"entity": "string", "entry_id": "int64", "probability": "double", "withdrawn": "flag"}
    index.give_rows("changed_tie", kinds, changed)
    index.run("drop_ties")
    index.run("take_ties")
    return changed


def _changed_ties(
    before: Mapping[tuple[str, int], float], now: Mapping[tuple[str, int], float]
) -> list[Tie]:
    """List the ties that hold no longer, then those that are new or have another probability."""
    ended = sorted(before.keys() - now.keys())
    other = [(*key, p, False) for key, p in sorted(now.items()) if before.get(key) != p]
    return [*((*key, before[key], True) for key in ended), *other]


def _entries_by_profile(index: EntityIndex, profiles: Iterable[str]) -> dict[str, int]:
    """Map the keys of profiles to the entries that have them."""
    index.give_rows("asked_key", {"key": "string"}, [(key,) for key in sorted(profiles)])
    return dict(index.rows("entries_of"))


def _former_ties(
    index: EntityIndex, entities: Iterable[str], entries: Iterable[int]
) -> dict[tuple[str, int], float]:
    """Map entities and entries to the probabilities of the ties that the index has of either."""
    names = [(entity,) for entity in sorted(set(entities))]
    numbers = [(number,) for number in sorted(set(entries))]
    index.give_rows("asked_name", {"entity": "string"}, names)
    index.give_rows("asked_entry", {"entry_id": "int64"}, numbers)
    return {(entity, number): p for entity, number, p in index.rows("ties")}
