"""Explain how an entity came to be, and why two entities are not one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.identifiers import canonical_pair
from provenance.trail import lookups
from provenance.trail.comparing import step_between
from provenance.trail.decided import deciders
from provenance.trail.entries import find_entry
from provenance.trail.finding import find_entity, mentions_of, sightings
from provenance.trail.views import Distance, Entry, Join, Making, Sighting

if TYPE_CHECKING:
    from provenance.ledger import Store

_Row = Mapping[str, Any]


# dense: a field of the answer a line
def how(store: Store, entity: str, *, limit: int = 10) -> Making:
    """Explain how an entity came to be: the links that hold it together, the weakest first.

    Of all comparisons inside the entity those are listed without which it would fall apart (the
    spanning tree of greatest weight); every other comparison agrees with them or was outvoted.

    Args:
        store: the ledger.
        entity: an id or a name.
        limit: links to explain, the weakest.

    Raises:
        NotFoundError: no entity is called that.
    """
    found = find_entity(store, entity)
    told = lookups.profiles(store, found["entity_id"])
    scored = lookups.weights(store, told)
    tree = _spanning(scored)
    return Making(
        entity=found["entity"],
        name=found["name"],
        chains=sum(row["chain_id"] is not None for row in told),
        profiles=len({row["profile"] for row in told}),
        compared=len(scored),
        joins=_joins(store, tree[:limit], told),
        others=max(0, len(tree) - limit),
        decisions=deciders(store).of_chains(row["chain_id"] for row in told),
    )


def _spanning(scored: Iterable[_Row]) -> list[_Row]:
    """Choose the comparisons that connect all profiles with the greatest weights.

    The weakest comes first (Kruskal 1956).
    """
    parent: dict[str, str] = {}

    def root(profile: str) -> str:
        parent.setdefault(profile, profile)
        while parent[profile] != profile:
            parent[profile] = parent[parent[profile]]
            profile = parent[profile]
        return profile

    tree = []
    for row in sorted(scored, key=lambda r: (-r["match_weight"], r["profile_a"], r["profile_b"])):
        a, b = root(row["profile_a"]), root(row["profile_b"])
        if a != b:
            parent[max(a, b)] = min(a, b)
            tree.append(row)
    return tree[::-1]


def _whole(store: Store, row: _Row, told: Sequence[_Row]) -> _Row:
    """Read a comparison of which the weight is known, with its parts."""
    profiles = {row["profile_a"], row["profile_b"]}
    pair = [one for one in told if one["profile"] in profiles]
    return next(
        one
        for one in lookups.comparisons(store, pair)
        if (one["profile_a"], one["profile_b"]) == (row["profile_a"], row["profile_b"])
    )


def _joins(store: Store, rows: Sequence[_Row], told: Sequence[_Row]) -> tuple[Join, ...]:
    """Show comparisons, with the mentions of all that they are shown on read at once."""
    first: dict[str, int] = {}
    for one in told:
        if one["chain_id"] is not None:
            first.setdefault(one["profile"], one["chain_id"])
    named = {first.get(row[side]) for row in rows for side in ("profile_a", "profile_b")} - {None}
    said: dict[int, list[Sighting]] = {number: [] for number in named if number is not None}
    for sighting in mentions_of(store, sorted(said)) if said else ():
        said[sighting.chain_number].append(sighting)
    return tuple(_join(store, _whole(store, row, told), told, said) for row in rows)


_NOTHING: Mapping[int, list[Sighting]] = {}


def _join(
    store: Store,
    row: _Row,
    told: Sequence[_Row],
    said: Mapping[int, list[Sighting]] = _NOTHING,
) -> Join:
    """Show a comparison on a mention of either side; `said` are those of chains that are known."""
    (a, shown_a), (b, shown_b) = (
        _shown(store, [r for r in told if r["profile"] == row[side]], said)
        for side in ("profile_a", "profile_b")
    )
    return Join(a=shown_a, b=shown_b, step=step_between(store, row, a, b, told))


def _shown(
    store: Store, told: Sequence[_Row], said: Mapping[int, list[Sighting]]
) -> tuple[str, Sighting | Entry | None]:
    """Choose a chain with the mention that opens it, or an authority's entry.

    Texts that were corrected since show none.
    """
    for row in told:
        if row["chain_id"] is None:
            return row["chain"], find_entry(store, row["chain"])
        number = row["chain_id"]
        found = said[number] if number in said else mentions_of(store, [number])
        if found:
            return row["chain"], max(
                found,
                key=lambda s: (s.weight is None, s.kind == "name", len(s.surface), -s.span.start),
            )
    return told[0]["chain"], None


def why_not(store: Store, a: str, b: str) -> Distance:
    """Explain why two mentions, or two entities, are not one.

    Clusters are joined by the mean over all scored pairs between them, so one good pair is not
    enough: the mean is given with the best and the worst pair. Where no blocking rule paired
    anything, what either side states is all there is.

    Args:
        store: the ledger.
        a: a mention as `ARTICLE:START-END`, an entity's id or name, or words.
        b: the same.

    Raises:
        NotFoundError: nothing has these words.
    """
    one, other = sightings(store, a)[0], sightings(store, b)[0]
    found = _distance(store, one, other)
    named = deciders(store).of_chains([one.chain_number, other.chain_number])
    return attrs.evolve(found, decisions=named) if named else found


# dense: a verdict a return, and every member of the last by its name
def _distance(store: Store, one: Sighting, other: Sighting) -> Distance:
    """Measure how far apart the entities of two mentions are."""
    if one.entity == other.entity:
        return Distance(verdict="one entity", a=one, b=other)
    told = [lookups.profiles(store, _number(store, sighting)) for sighting in (one, other)]
    left, right = ({row["profile"] for row in rows} for rows in told)
    both = [row for rows in told for row in rows]
    scored = lookups.comparisons(store, both)
    scored = [row for row in scored if (row["profile_a"] in left) != (row["profile_b"] in left)]
    if not scored:
        return Distance(verdict="never compared", a=one, b=other, possible=len(left) * len(right))
    scored.sort(key=lambda r: (-r["match_weight"], *canonical_pair(r["profile_a"], r["profile_b"])))
    mean = sum(r["match_probability"] for r in scored) / len(scored)
    best = _join(store, scored[0], both)
    return Distance(
        verdict="outweighed" if best.step.match_probability >= 0.5 > mean else "too weak",
        a=one,
        b=other,
        possible=len(left) * len(right),
        compared=len(scored),
        mean_probability=mean,
        best=best,
        worst=_join(store, scored[-1], both) if len(scored) > 1 else None,
    )


def _number(store: Store, sighting: Sighting) -> int | None:
    """Number the entity of a mention."""
    return None if sighting.entity is None else find_entity(store, sighting.entity)["entity_id"]
