"""Identifying: the components that were touched are clustered and given their ids; the others stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.decisions import Run
from resolvers.identity import rivals
from resolvers.identity.clustering import Cluster, cluster, components
from resolvers.identity.entities import Identification, Minted, identify
from resolvers.identity.naming import Portrait, portray
from resolvers.index import entries
from resolvers.index.base import Index
from resolvers.linking.model import Model, log_odds
from resolvers.linking.profiles import Profile

if TYPE_CHECKING:
    from provenance.ledger import Store

_ID, _TEXT = "int64", "string"
_STATE = ("entity", "name", "type", "status", "redirect", "speaks_for", "speaks_key")


@attrs.frozen
class _Member:
    place: int  # in the order of the keys
    number: int
    key: str
    profile: Profile
    dirty: bool
    entity: str | None
    weakest: float | None
    component: int | None


def identify_touched(index: Index, ledger: Store, run: Run, model: Model) -> tuple[int, int]:
    """Cluster and identify what was touched, and append what changed; give the numbers of active entities and of events."""
    if index.reread:
        index.run("move_homes")
    index.run("note_members")
    members = {m.key: m for m in (_member(index, row) for row in index.rows("members"))}
    clusters = [*_cluster(index, members, model), *_kept(members)]
    clusters = [c for c in clusters if any(members[key].profile.known is None for key in c.members)]  # what is mentioned
    ((highest,),) = index.rows("highest_entity")
    decided, numbers = _decide(index, members, [_mentioned(c, members) for c in clusters], 1 + highest)
    portraits = _portray(index, members, decided)
    rows = _assigned(members, clusters, decided)
    kinds = {"profile_id": _ID, "entity": _TEXT, "cause": _TEXT, "margin": "double", "weakest": "double"}
    index.give_rows("assigned", {**kinds, "component": _ID, "moved": "flag"}, rows)
    states = _states(index, decided, portraits)
    ties = entries.retie(index, _ties(members, clusters, decided), states)
    index.run("note_moved")
    ledger.add_identity(
        run,
        minted=[(m.entity_id, numbers[m.founding_chain]) for m in decided.minted],
        states=[s for s in states.values() if s.pop("changed")],
        memberships="moved_chain",
        events=decided.events,
        external_ids=ties,
    )
    _keep(index, states, highest)
    ((active,),) = index.rows("count_active")
    return active, len(decided.events)


def _member(index: Index, row: Sequence[Any]) -> _Member:
    place, number, key, features, dirty, entity, weakest, component = row
    return _Member(place, number, key, index.profile(features), dirty, entity, weakest, component)


# --- clusters -------------------------------------------------------------------------------------------------------


def _cluster(index: Index, members: Mapping[str, _Member], model: Model) -> list[Cluster[str]]:
    """Cluster the components in which something changed."""
    key_of = {m.place: key for key, m in members.items() if m.dirty}
    if not key_of:
        return []
    joined = components(key_of, index.rows("likely_edges", cut=model.cut))
    rows = [(place, component[0]) for component in joined if len(component) > 1 for place in component]
    index.give_rows("joined", {"place": _ID, "component": _ID}, rows)
    pairs: dict[tuple[int, int], float] = {}
    apart: set[tuple[int, int]] = set()
    for a, b, probability, parted in index.rows("inner_edges") if rows else ():
        pairs[a, b] = probability
        if parted:
            apart.add((a, b))
    profiles = {m.place: m.profile for m in members.values() if m.dirty}
    authority = {place: profile.authority for place, profile in profiles.items() if profile.authority}
    if authority:
        _settle_rivals(index, members, pairs, authority, model.cut)
        for pair in rivals.bridged(pairs, authority) & apart:
            apart.remove(pair)
            del pairs[pair]
        apart |= rivals.keep_apart(joined, authority)
    found = cluster(key_of, pairs, cut=model.cut, apart=frozenset(apart))
    return [Cluster(tuple(key_of[m] for m in c.members), c.weakest, key_of[c.component]) for c in found]


def _settle_rivals(
    index: Index,
    members: Mapping[str, _Member],
    pairs: dict[tuple[int, int], float],
    authority: Mapping[int, str],
    cut: float,
) -> None:
    """Take the say from the pairs that fit several entries of an authority alike."""
    by_place = {m.place: m for m in members.values()}
    found = rivals.find_rivals(pairs, authority, cut)
    place_of = {by_place[place].number: place for place in found}
    months: defaultdict[int, list[int]] = defaultdict(list)
    for number, month, _ in index.rows("months", ids=list(place_of)):
        if month is not None:
            months[place_of[number]].append(month)
    for pair in rivals.decide(found, {place: m.profile for place, m in by_place.items()}, months):
        del pairs[pair]


def _mentioned(found: Cluster[str], members: Mapping[str, _Member]) -> tuple[str, ...]:
    """Leave the entries of authorities out of a cluster: ids are founded on what articles mention."""
    return tuple(key for key in found.members if members[key].profile.known is None)


def _ties(
    members: Mapping[str, _Member], clusters: Iterable[Cluster[str]], decided: Identification
) -> dict[tuple[str, str], float]:
    """Give the entries inside the clusters: the entity and the profile, with the probability of the join."""
    return {
        (decided.entity_of[_mentioned(c, members)[0]], key): 1.0 if weakest is None else weakest
        for c in clusters
        for key, weakest in zip(c.members, c.weakest, strict=True)
        if members[key].profile.known
    }


def _kept(members: Mapping[str, _Member]) -> list[Cluster[str]]:
    """Give the clusters of components that only gained or lost a chain, as they were."""
    groups: defaultdict[str | None, list[_Member]] = defaultdict(list)
    for member in members.values():
        if not member.dirty:
            groups[member.entity].append(member)
    return [
        Cluster(tuple(m.key for m in group), tuple(m.weakest for m in group), min(m.key for m in group))
        for group in groups.values()
    ]


# --- ids ------------------------------------------------------------------------------------------------------------


def _decide(
    index: Index, members: Mapping[str, _Member], clusters: Sequence[Sequence[str]], number: int
) -> tuple[Identification, dict[str, int]]:
    """Give every cluster its id, and the numbers of the chains that may have founded one."""
    known = [
        Minted(
            entity_id=entity,
            founding_chain=chain,
            created=number,
            pinned=pinned,
            retired=status == "retired",
            home=home or "",
        )
        for number, entity, chain, home, status, pinned in index.rows("founders")
    ]
    founded = {minted.home for minted in known}
    homeless = [key for members in clusters if not founded.intersection(members) for key in members]
    first = _first_chains(index, homeless)
    before = {(key, m.entity) for key, m in members.items() if m.entity}
    if index.reread:
        before.update(index.rows("before"))
    decided = identify(
        clusters,
        order={key: _order(chain) for key, chain in first.items()},
        known=known,
        before=sorted(before),
        first=number,
        chains={key: chain["chain"] for key, chain in first.items()},
    )
    return decided, {chain["chain"]: chain["chain_id"] for chain in first.values()}


def _first_chains(index: Index, keys: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Give the first chain of profiles, in the order of publication."""
    index.give_rows("asked_key", {"key": _TEXT}, [(key,) for key in keys])
    return dict(index.rows("first_chains"))


def _order(chain: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(chain[name] for name in ("undated", "published", "article", "start", "chain"))


# --- states ---------------------------------------------------------------------------------------------------------


def _portray(index: Index, members: Mapping[str, _Member], decided: Identification) -> dict[str, Portrait]:
    """Describe the entities of all clusters."""
    named: defaultdict[str, list[tuple[Profile, str, int]]] = defaultdict(list)
    for key, name, mentions in index.rows("said_names"):
        named[decided.entity_of[key]].append((members[key].profile, name, mentions))
    return {entity: portray(said) for entity, said in named.items()}


def _states(index: Index, decided: Identification, portraits: Mapping[str, Portrait]) -> dict[str, dict[str, Any]]:
    """Give the states of all entities that were touched, or that speak for one that was; `changed` tells the ledger's."""
    touched = [*portraits, *decided.redirects, *decided.retired]
    index.give_rows("asked_name", {"entity": _TEXT}, [(entity,) for entity in touched])
    before = {row[0]: _before(row) for row in index.rows("states")}
    holders = _take_keys(index, portraits)
    found = {e: _state(e, p, p.speaks_for) for e, p in portraits.items()}
    found |= {e: _state(e, portraits[to], None, redirect=to) for e, to in decided.redirects.items()}
    found |= {e: {**before[e], "status": "retired", "redirect": None, "speaks_key": None} for e in decided.retired}
    for row in index.rows("speakers"):
        entity = row[0]
        if entity not in found:
            before[entity] = _before(row)
            found[entity] = dict(before[entity])
    for entity, state in found.items():
        key = state["speaks_key"]
        if state["status"] == "active":
            target = holders.get(key, key) if key else None
            state["speaks_for"] = None if target == entity else target
        old = before.get(entity)
        state["entity_id"] = old["entity_id"] if old else None
        state["changed"] = old is None or any(old[n] != state[n] for n in _STATE[:-1])
    return dict(sorted(found.items()))


def _before(row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip((*_STATE, "entity_id"), row, strict=True))


def _state(entity: str, portrait: Portrait, key: str | None, redirect: str | None = None) -> dict[str, Any]:
    return {
        "entity": entity,
        "name": portrait.name,
        "type": portrait.type,
        "status": "redirected" if redirect else "active",
        "redirect": redirect,
        "speaks_for": None,
        "speaks_key": key,
    }


def _take_keys(index: Index, portraits: Mapping[str, Portrait]) -> dict[str, str]:
    """Keep which rows of the lexicon the touched entities are now, and give the holder of every row that matters."""
    was = {key for (key,) in index.rows("keys_of")}
    now = [(e, k) for e, p in portraits.items() for k in p.keys]
    if was:
        index.run("drop_keys")
    if now:
        index.give_rows("taken_key", {"entity": _TEXT, "key": _TEXT}, now)
        index.run("take_keys")
    asked = was | {k for p in portraits.values() for k in (*p.keys, p.speaks_for) if k}
    index.give_rows("asked_key", {"key": _TEXT}, [(key,) for key in sorted(asked)])
    return dict(index.rows("holders")) if asked else {}


# --- keeping --------------------------------------------------------------------------------------------------------


def _assigned(
    members: Mapping[str, _Member], clusters: Iterable[Cluster[str]], decided: Identification
) -> list[tuple[Any, ...]]:
    """Give every profile's entity, why it is in it, its component, and whether all its chains are moved."""
    rows = []
    for found in clusters:
        entity = decided.entity_of[_mentioned(found, members)[0]]
        for key, weakest in zip(found.members, found.weakest, strict=True):
            m, margin = members[key], None if weakest is None else log_odds(weakest)
            component = members[found.component].number if m.dirty else m.component
            cause = "alone" if len(found.members) == 1 else "model"
            rows.append((m.number, entity, cause, margin, weakest, component, m.entity != entity))
    return rows


def _keep(index: Index, states: Mapping[str, Mapping[str, Any]], highest: int) -> None:
    """Bring the index up to what the ledger now says of entities; those after the highest are new."""
    index.run("take_entities", highest=highest)
    index.give_rows("new_state", dict.fromkeys(_STATE, _TEXT), [[s[n] for n in _STATE] for s in states.values()])
    index.run("take_states")
    index.run("drop_places")
    index.run("take_places")
