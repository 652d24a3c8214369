"""Explain how an entity came to be, and why two entities are not one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.identifiers import canonical_pair
from provenance.trail import chain_profiles
from provenance.trail.decided import deciders
from provenance.trail.entries import find_entry
from provenance.trail.finding import find_entity, mentions_of, sightings
from provenance.trail.records import Distance, Entry, Join, Making, Sighting
from provenance.trail.why_mentions import step_between

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_Row = Mapping[str, Any]

_SIDES = ("profile_a", "profile_b")


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
    told = chain_profiles.profiles(store, found["entity_id"])
    chains = [row["chain_id"] for row in told if row["chain_id"] is not None]
    scored = chain_profiles.weights(store, told)
    tree = _maximum_spanning_tree(scored)
    return Making(
        entity=found["entity"],
        name=found["name"],
        chains=len(chains),
        profiles=len({row["profile"] for row in told}),
        compared=len(scored),
        joins=_describe_joins(store, tree[:limit], told),
        others=max(0, len(tree) - limit),
        decisions=deciders(store).of_chains(chains),
    )


def _maximum_spanning_tree(scored: Iterable[_Row]) -> list[_Row]:
    """Choose the comparisons that connect all profiles with the greatest weights.

    The weakest comes first (Kruskal 1956).
    """
    parent: dict[str, str] = {}
    tree = []
    for row in sorted(scored, key=lambda r: (-r["match_weight"], r["profile_a"], r["profile_b"])):
        a, b = _find_root(parent, row["profile_a"]), _find_root(parent, row["profile_b"])
        if a != b:
            parent[max(a, b)] = min(a, b)
            tree.append(row)
    return tree[::-1]


def _find_root(parent: dict[str, str], profile: str) -> str:
    """Find the profile that stands for all that a profile is connected with, and halve the way."""
    parent.setdefault(profile, profile)
    while parent[profile] != profile:
        parent[profile] = parent[parent[profile]]
        profile = parent[profile]
    return profile


def _comparison_with_parts(store: Store, row: _Row, told: Sequence[_Row]) -> _Row:
    """Read a comparison of which the weight is known, with its parts."""
    profiles = {row["profile_a"], row["profile_b"]}
    pair = [one for one in told if one["profile"] in profiles]
    return next(
        one
        for one in chain_profiles.comparisons(store, pair)
        if (one["profile_a"], one["profile_b"]) == (row["profile_a"], row["profile_b"])
    )


def _describe_joins(store: Store, rows: Sequence[_Row], told: Sequence[_Row]) -> tuple[Join, ...]:
    """Show comparisons, with the mentions of all that they are shown on read at once."""
    first = _first_chain_by_profile(told)
    sides = {row[side] for row in rows for side in _SIDES}
    said: dict[int, list[Sighting]] = {first[side]: [] for side in sides if side in first}
    for sighting in mentions_of(store, sorted(said)) if said else ():
        said[sighting.chain_number].append(sighting)
    return tuple(
        _describe_join(store, _comparison_with_parts(store, row, told), told, said) for row in rows
    )


def _first_chain_by_profile(told: Sequence[_Row]) -> dict[str, int]:
    """Map profiles to the first chain of each; those of authorities' entries have none."""
    chains = ((row["profile"], row["chain_id"]) for row in reversed(told))
    return {profile: chain for profile, chain in chains if chain is not None}


_NOTHING: Mapping[int, list[Sighting]] = {}


def _describe_join(
    store: Store,
    row: _Row,
    told: Sequence[_Row],
    said: Mapping[int, list[Sighting]] = _NOTHING,
) -> Join:
    """Show a comparison on a mention of either side; `said` are those of chains that are known."""
    (a, shown_a), (b, shown_b) = (
        _representative_of_profile(store, [r for r in told if r["profile"] == row[side]], said)
        for side in _SIDES
    )
    return Join(a=shown_a, b=shown_b, step=step_between(store, row, a, b, told))


def _representative_of_profile(
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
            return row["chain"], max(found, key=_representative_sort_key)
    return told[0]["chain"], None


def _representative_sort_key(sighting: Sighting) -> tuple[bool, bool, int, int]:
    """Order the mentions of a chain: one that opens it tells most, then a long name."""
    is_name = sighting.kind == "name"
    return sighting.weight is None, is_name, len(sighting.surface), -sighting.span.start


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
    found = _entity_distance(store, one, other)
    named = deciders(store).of_chains([one.chain_number, other.chain_number])
    return attrs.evolve(found, decisions=named) if named else found


def _entity_distance(store: Store, one: Sighting, other: Sighting) -> Distance:
    """Measure how far apart the entities of two mentions are."""
    if one.entity == other.entity:
        return Distance(verdict="one entity", a=one, b=other)
    sides = [
        chain_profiles.profiles(store, _entity_number(store, sighting)) for sighting in (one, other)
    ]
    left, right = ({row["profile"] for row in rows} for rows in sides)
    apart = Distance(verdict="never compared", a=one, b=other, possible=len(left) * len(right))

    told = [row for rows in sides for row in rows]
    scored = _comparisons_across(chain_profiles.comparisons(store, told), left)
    return _distance_by_comparisons(store, apart, scored, told) if scored else apart


def _comparisons_across(scored: Iterable[_Row], left: Container[str]) -> list[_Row]:
    """List the comparisons of one side's profiles with the other's, the weightiest first."""
    across = [row for row in scored if (row["profile_a"] in left) != (row["profile_b"] in left)]

    def rank(row: _Row) -> tuple[object, ...]:
        return -row["match_weight"], *canonical_pair(row["profile_a"], row["profile_b"])

    return sorted(across, key=rank)


def _distance_by_comparisons(
    store: Store, apart: Distance, scored: Sequence[_Row], told: Sequence[_Row]
) -> Distance:
    """Tell the mean of the comparisons between two entities, the best of them and the worst."""
    mean = sum(row["match_probability"] for row in scored) / len(scored)
    best = _describe_join(store, scored[0], told)
    return attrs.evolve(
        apart,
        verdict="outweighed" if best.step.match_probability >= 0.5 > mean else "too weak",
        compared=len(scored),
        mean_probability=mean,
        best=best,
        worst=_describe_join(store, scored[-1], told) if len(scored) > 1 else None,
    )


def _entity_number(store: Store, sighting: Sighting) -> int | None:
    """Number the entity of a mention."""
    return None if sighting.entity is None else find_entity(store, sighting.entity)["entity_id"]
