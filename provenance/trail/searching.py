"""Search for entities by name: who is called so, and what may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.trail import chain_profiles
from provenance.trail.answers import Answers
from provenance.trail.finding import fits
from provenance.trail.lines import NameMatch
from provenance.trail.suggesting import closest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.ledger.store import Store

_FITS = ("id", "name", "name", "called so", "part of the name", "part of the name", "similar")
_CONTAINED, _SIMILAR = 5, 6


def search(store: Store, words: str, *, limit: int = 20) -> Answers[NameMatch]:
    """List the entities that words may mean, the best fit first, of equal ones the most mentioned.

    Where nothing has the words, those are listed whose names are written most alike.

    Args:
        store: the ledger.
        words: an id, a name, or a part of one.
        limit: the most to list.
    """
    loose = store.records("trail_find_entities", what=words, loose=True)
    contained = {row["entity_id"]: _CONTAINED for row in loose}
    found = {**contained, **fits(store, words)} or _similarly_named_entities(store, words)
    return _name_matches(store, found, limit)


def is_ambiguous(store: Store, name: str) -> bool:
    """Whether several entities bear a name equally well.

    Asked before they are counted, which costs more.
    """
    found = list(fits(store, name).values())
    return found.count(min(found, default=0)) > 1


def bearers(store: Store, name: str) -> Answers[NameMatch]:
    """List the entities that bear a name equally well; more than one means that it is ambiguous."""
    found = fits(store, name)
    best = min(found.values(), default=0)
    return _name_matches(store, {number: fit for number, fit in found.items() if fit == best}, None)


def _similarly_named_entities(store: Store, words: str) -> dict[int, int]:
    names = [row["name"] for row in store.records("trail_known_names")]
    return {
        row["entity_id"]: _SIMILAR
        for name in closest(words, names)
        for row in store.records("trail_find_entities", what=name, loose=False)
        if row["fit"] == 1
    }


def _name_matches(store: Store, found: Mapping[int, int], limit: int | None) -> Answers[NameMatch]:
    """Describe entities, counted all at once: one by one took seconds where hundreds fit."""
    rows = [row for row in chain_profiles.entities(store, found) if row["status"] == "active"]
    extents = chain_profiles.extents(store, [row["entity_id"] for row in rows])
    matches = [_name_match(row, extents[row["entity_id"]], found) for row in rows]
    matches.sort(key=lambda m: (_FITS.index(m.fit), -m.mentions, m.entity))
    return Answers(matches[:limit], NameMatch, total=len(matches))


def _name_match(
    row: Mapping[str, Any], extent: Mapping[str, int], found: Mapping[int, int]
) -> NameMatch:
    return NameMatch(
        entity=row["entity"],
        name=row["name"],
        type=row["type"],
        mentions=extent["mentions"],
        articles=extent["articles"],
        fit=_FITS[found[row["entity_id"]]],
    )
