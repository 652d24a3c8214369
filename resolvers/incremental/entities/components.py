"""Components: those that a run touches are clustered again, the others stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.identifiers import canonical_pair
from resolvers.clusters import ambiguous_authority_links
from resolvers.clusters.bridges import is_bridge, people
from resolvers.clusters.clustering import Cluster, cluster, components
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.deciding import NOTHING, EntityDecisions
from resolvers.incremental.entities.members import ID, TouchedProfile
from resolvers.linking.model import Model
from resolvers.linking.profiles import Profile

_Pair = tuple[int, int]  # places of members, the smaller first


def cluster_touched(
    index: EntityIndex, model: Model, decided: EntityDecisions = NOTHING
) -> tuple[dict[str, TouchedProfile], list[Cluster[str]]]:
    """Return the profiles of the components that were touched, by key, and their clusters."""
    if index.reread:
        index.run("move_homes")
    index.run("note_rivals", cut=model.cut)
    index.run("note_members")
    rows = index.rows("members")
    members = {
        m.key: m for m in (_touched_profile(index, place, row) for place, row in enumerate(rows))
    }
    return members, [
        *_cluster_dirty_components(index, members, model, decided),
        *_unchanged_clusters(members),
    ]


def _touched_profile(index: EntityIndex, place: int, row: Sequence[Any]) -> TouchedProfile:
    number, key, features, *standing = row
    return TouchedProfile(place, number, key, index.profile(features), *standing)


def _cluster_dirty_components(
    index: EntityIndex,
    members: Mapping[str, TouchedProfile],
    model: Model,
    decided: EntityDecisions,
) -> list[Cluster[str]]:
    """Cluster the components in which something changed."""
    dirty = [m for m in members.values() if m.dirty]
    if not dirty:
        return []
    together = _pairs_by_place(decided.together, dirty)
    scored = _scored_pairs(index, dirty, _connect_components(index, dirty, model, together))
    apart = _settle_authority_entries(index, dirty, scored, model.cut)
    clusters = cluster(
        [m.place for m in dirty],
        scored.pairs,
        cut=model.cut,
        apart=apart | _pairs_by_place(decided.apart, dirty),
        together=together,
        people=_label_people(dirty, scored, model.cut),
    )
    return _clusters_by_key(clusters, dirty, scored.joined)


def _label_people(dirty: Sequence[TouchedProfile], scored: _Scored, cut: float) -> dict[int, int]:
    """Label the persons that are certain to be different ones, in components with a bridge."""
    names = {m.place: full for m in dirty if (full := _full_names(m.profile))}
    bridges = {place for place, full in names.items() if is_bridge(full)}
    if not bridges:
        return {}
    labels: dict[int, int] = {}
    bridged = [part for part in scored.joined if not bridges.isdisjoint(part)]
    for part, pairs in _pairs_by_component(scored.pairs, bridged):
        held = {place: names[place] for place in part if place in names}
        labels |= people(held, pairs, cut=cut)
    return labels


def _pairs_by_component(
    pairs: Mapping[_Pair, float], parts: Sequence[Sequence[int]]
) -> Iterator[tuple[Sequence[int], dict[_Pair, float]]]:
    """Yield components with the pairs inside each.

    Pairs are looked at once, whatever the number of components.
    """
    number_of = {place: number for number, part in enumerate(parts) for place in part}
    inside: list[dict[_Pair, float]] = [{} for _ in parts]
    for pair, probability in pairs.items():
        if pair[0] in number_of:
            inside[number_of[pair[0]]][pair] = probability
    yield from zip(parts, inside, strict=True)


def _full_names(profile: Profile) -> tuple[str, ...]:
    """Return the names of a person that have more than one word."""
    return tuple(n for n in profile.names if " " in n) if profile.type == "PER" else ()


def _pairs_by_place(
    pairs: Iterable[tuple[int, int]], members: Iterable[TouchedProfile]
) -> frozenset[_Pair]:
    """Name pairs of profiles by their places; those one of which is not here are left out."""
    place_of = {m.number: m.place for m in members} if pairs else {}
    return frozenset(
        canonical_pair(place_of[a], place_of[b])
        for a, b in pairs
        if a in place_of and b in place_of
    )


def _connect_components(
    index: EntityIndex,
    dirty: Sequence[TouchedProfile],
    model: Model,
    together: frozenset[_Pair],
) -> list[list[int]]:
    """Return the connected components of members, by their places."""
    place_of = {m.number: m.place for m in dirty}
    edges = index.rows("likely_edges", cut=model.cut)
    likely = [(place_of[a], place_of[b]) for a, b in edges if b in place_of]
    return components(place_of.values(), sorted([*likely, *together]))


@attrs.frozen
class _Scored:
    """Hold what clustering starts from, by places.

    That is the probabilities of pairs, the pairs kept apart, and the components.
    """

    pairs: dict[_Pair, float]
    apart: frozenset[_Pair]
    joined: list[list[int]]


def _scored_pairs(
    index: EntityIndex, dirty: Sequence[TouchedProfile], joined: list[list[int]]
) -> _Scored:
    """Return the scored pairs inside components with their probabilities, and those kept apart."""
    several = [component for component in joined if len(component) > 1]
    if not several:
        return _Scored({}, frozenset(), joined)
    number_of = {m.place: m.number for m in dirty}
    rows = [(number_of[place], component[0]) for component in several for place in component]
    index.give_rows("joined", {"profile_id": ID, "component": ID}, rows)
    inner = _edges_by_place(index.rows("inner_edges"), dirty)
    pairs = {pair: probability for pair, probability, _ in inner}
    return _Scored(pairs, frozenset(pair for pair, _, apart in inner if apart), joined)


def _edges_by_place(
    edges: Iterable[Sequence[Any]], dirty: Iterable[TouchedProfile]
) -> list[tuple[_Pair, float, bool]]:
    """Name the profiles of edges by their places, and order the edges by them."""
    place_of = {m.number: m.place for m in dirty}
    return sorted(((place_of[a], place_of[b]), *said) for a, b, *said in edges)


def _settle_authority_entries(
    index: EntityIndex, dirty: Sequence[TouchedProfile], scored: _Scored, cut: float
) -> frozenset[_Pair]:
    """Take pairs of rivals out, and give the pairs to keep apart.

    Entries of authorities have their say in both.
    """
    authority = {m.place: m.profile.authority for m in dirty if m.profile.authority}
    if not authority:
        return scored.apart
    unproven = _settle_rival_entries(index, dirty, scored.pairs, authority, cut)
    bridged = ambiguous_authority_links.bridged(scored.pairs, authority) & scored.apart
    for pair in bridged:
        del scored.pairs[pair]
    return (
        (scored.apart - bridged)
        | unproven
        | ambiguous_authority_links.keep_apart(scored.joined, authority)
    )


def _clusters_by_key(
    found: Iterable[Cluster[int]], dirty: Iterable[TouchedProfile], joined: Iterable[Sequence[int]]
) -> list[Cluster[str]]:
    """Name members by their keys, and components as they are with the pairs of rivals in them.

    Whether entries are rivals depends on all of them, so what one of them touches is decided anew
    with the others.
    """
    key_of = {m.place: m.key for m in dirty}
    first = {place: key_of[component[0]] for component in joined for place in component}
    return [
        Cluster(tuple(key_of[m] for m in c.members), c.weakest, first[c.component]) for c in found
    ]


def _settle_rival_entries(
    index: EntityIndex,
    dirty: Sequence[TouchedProfile],
    pairs: dict[_Pair, float],
    authority: Mapping[int, str],
    cut: float,
) -> set[_Pair]:
    """Take the say from pairs that fit several entries of an authority alike.

    Returns:
        The pairs to keep apart.
    """
    found = ambiguous_authority_links.find_rivals(pairs, authority, cut)
    place_of = {m.number: m.place for m in dirty if m.place in found}
    months: defaultdict[int, list[int]] = defaultdict(list)
    for number, month, _ in index.rows("months", ids=list(place_of)):
        if month is not None:
            months[place_of[number]].append(month)
    profiles = {m.place: m.profile for m in dirty}
    for pair in ambiguous_authority_links.decide(found, profiles, months):
        del pairs[pair]
    return ambiguous_authority_links.keep_unproven(found, pairs, cut)


def _unchanged_clusters(members: Mapping[str, TouchedProfile]) -> list[Cluster[str]]:
    """Return the clusters of components that only gained or lost a chain, as they were."""
    groups: defaultdict[str | None, list[TouchedProfile]] = defaultdict(list)
    for member in members.values():
        if not member.dirty:
            groups[member.entity].append(member)
    return [
        Cluster(
            tuple(m.key for m in group), tuple(m.weakest for m in group), min(m.key for m in group)
        )
        for group in groups.values()
    ]
