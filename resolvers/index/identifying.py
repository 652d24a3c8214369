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


@attrs.frozen
class _Numbers:
    """Give the numbers of ids, and of the chains that may have founded one, by their keys."""

    entities: Mapping[str, int]
    chains: Mapping[str, int]


@attrs.frozen
class _Assigned:
    """Say where a profile is now, and why; `moved` when its entity is another than before."""

    number: int
    entity: int
    cause: str
    margin: float | None
    weakest: float | None
    component: int
    moved: bool


def identify_touched(index: Index, ledger: Store, run: Run, model: Model, *, gone: bool) -> tuple[int, int]:
    """Cluster and identify what was touched, and append what changed; give the numbers of active entities and of events.

    Args:
        index: the index.
        ledger: the ledger.
        run: the run.
        model: the model, for its cut.
        gone: whether profiles went.
    """
    if index.reread:
        index.run("move_homes")
    index.run("note_members")
    members = {m.key: m for m in (_member(index, place, row) for place, row in enumerate(index.rows("members")))}
    clusters = [*_cluster(index, members, model), *_kept(members)]
    clusters = [c for c in clusters if any(members[key].profile.known is None for key in c.members)]  # what is mentioned
    decided, numbers = _decide(index, members, [_mentioned(c, members) for c in clusters])
    portraits = _portray(index, members, decided)
    rows = _assigned(members, clusters, decided, numbers)
    kinds = {"profile_id": _ID, "entity_id": _ID, "cause": _TEXT, "margin": "double", "moved": "flag"}
    index.give_rows("assigned", kinds, [(r.number, r.entity, r.cause, r.margin, r.moved) for r in rows])
    states = _states(index, decided, portraits, numbers)
    ties = entries.retie(index, _ties(members, clusters, decided), states)
    index.run("note_moved")
    if index.reread:
        index.run("drop_unmoved")
    founding = _founding(members, decided, numbers)
    ledger.add_identity(
        run,
        minted=[(number, entity, chain) for number, entity, chain, _ in founding],
        states=[s for s in states.values() if s["changed"]],
        memberships="moved_chain",
        events=decided.events,
        external_ids=ties,
    )
    _keep_entities(index, founding, states)
    _keep_places(index, members, rows, gone=gone)
    ((active,),) = index.rows("count_active")
    return active, len(decided.events)


def _member(index: Index, place: int, row: Sequence[Any]) -> _Member:
    number, key, features, dirty, entity, weakest, component = row
    return _Member(place, number, key, index.profile(features), dirty, entity, weakest, component)


# --- clusters -------------------------------------------------------------------------------------------------------


def _cluster(index: Index, members: Mapping[str, _Member], model: Model) -> list[Cluster[str]]:
    """Cluster the components in which something changed."""
    key_of = {m.place: key for key, m in members.items() if m.dirty}
    if not key_of:
        return []
    place_of = {m.number: m.place for m in members.values() if m.dirty}
    likely = [(place_of[a], place_of[b]) for a, b in index.rows("likely_edges", cut=model.cut) if b in place_of]
    joined = components(key_of, sorted(likely))
    several = [component for component in joined if len(component) > 1]
    rows = [(members[key_of[place]].number, component[0]) for component in several for place in component]
    index.give_rows("joined", {"profile_id": _ID, "component": _ID}, rows)
    pairs: dict[tuple[int, int], float] = {}
    apart: set[tuple[int, int]] = set()
    found = [(place_of[a], place_of[b], *said) for a, b, *said in index.rows("inner_edges")] if rows else []
    for a, b, probability, parted in sorted(found):
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
    clusters = cluster(key_of, pairs, cut=model.cut, apart=frozenset(apart))
    return [Cluster(tuple(key_of[m] for m in c.members), c.weakest, key_of[c.component]) for c in clusters]


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
    index: Index, members: Mapping[str, _Member], clusters: Sequence[Sequence[str]]
) -> tuple[Identification, _Numbers]:
    """Give every cluster its id, and number the ids and the chains that may have founded one."""
    highest, founders = index.rows("highest_entity"), index.rows("founders")
    key_of = {m.number: key for key, m in members.items()}
    if index.reread:
        founders = sorted([*founders, *index.rows("lost_founders")])
    known = [
        Minted(
            entity_id=entity,
            founding_chain=chain,
            created=number,
            pinned=pinned,
            retired=status == "retired",
            home=key_of.get(home, ""),
        )
        for number, entity, chain, home, status, pinned in founders
    ]
    founded = {minted.home for minted in known}
    homeless = [key for members in clusters if not founded.intersection(members) for key in members]
    first = _first_chains(index, members, homeless)
    before = {(key, m.entity) for key, m in members.items() if m.entity}
    if index.reread:
        before.update((key_of[n], entity) for n, entity in index.rows("before") if n in key_of)
    decided = identify(
        clusters,
        order={key: _order(chain) for key, chain in first.items()},
        known=known,
        before=sorted(before),
        first=1 + (highest[0][0] if highest else 0),
        chains={key: chain["chain"] for key, chain in first.items()},
    )
    return decided, _Numbers(
        entities={m.entity_id: m.created for m in (*known, *decided.minted)},
        chains={chain["chain"]: chain["chain_id"] for chain in first.values()},
    )


def _first_chains(index: Index, members: Mapping[str, _Member], keys: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Give the first chain of profiles, in the order of publication."""
    key_of = {members[key].number: key for key in keys}
    if not key_of:
        return {}
    index.give_ids("homeless", key_of)
    return {key_of[number]: chain for number, chain in index.rows("first_chains")}


def _order(chain: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(chain[name] for name in ("undated", "published", "article", "start", "chain"))


# --- states ---------------------------------------------------------------------------------------------------------


def _portray(index: Index, members: Mapping[str, _Member], decided: Identification) -> dict[str, Portrait]:
    """Describe the entities of all clusters."""
    named: defaultdict[str, list[tuple[Profile, str, int]]] = defaultdict(list)
    key_of = {m.number: key for key, m in members.items()}
    said = sorted((key_of[number], name, mentions) for number, name, mentions in index.rows("said_names"))
    for key, name, mentions in said:
        named[decided.entity_of[key]].append((members[key].profile, name, mentions))
    return {entity: portray(said) for entity, said in named.items()}


def _states(
    index: Index, decided: Identification, portraits: Mapping[str, Portrait], numbers: _Numbers
) -> dict[str, dict[str, Any]]:
    """Give the states of all entities that were touched, or that speak for one that was.

    `changed` tells whether the ledger has another, `known` what the index has of one that is not new.
    """
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
        state["entity_id"] = old["entity_id"] if old else numbers.entities[entity]
        state["known"] = old
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
    before = index.rows("keys_of")
    was = {key for _, key in before}
    now = sorted({(e, k) for e, p in portraits.items() for k in p.keys})
    if before and now != before:
        index.run("drop_keys")
    if now != before:
        index.insert("linking.entity_key", now)
    asked = was | {k for p in portraits.values() for k in (*p.keys, p.speaks_for) if k}
    index.give_rows("asked_key", {"key": _TEXT}, [(key,) for key in sorted(asked)])
    return dict(index.rows("holders")) if asked else {}


# --- keeping --------------------------------------------------------------------------------------------------------


def _assigned(
    members: Mapping[str, _Member], clusters: Iterable[Cluster[str]], decided: Identification, numbers: _Numbers
) -> list[_Assigned]:
    """Give every profile's entity, why it is in it, its component, and whether all its chains are moved."""
    rows = []
    for found in clusters:
        entity = decided.entity_of[_mentioned(found, members)[0]]
        for key, weakest in zip(found.members, found.weakest, strict=True):
            m, margin = members[key], None if weakest is None else log_odds(weakest)
            component = m.component if m.component is not None and not m.dirty else members[found.component].number
            cause = "alone" if len(found.members) == 1 else "model"
            rows.append(_Assigned(m.number, numbers.entities[entity], cause, margin, weakest, component, m.entity != entity))
    return rows


def _founding(members: Mapping[str, _Member], decided: Identification, numbers: _Numbers) -> list[tuple[int, str, int, int]]:
    """List the ids that were minted, each with its number and those of its founding chain and that chain's profile."""
    return [(m.created, m.entity_id, numbers.chains[m.founding_chain], members[m.home or ""].number) for m in decided.minted]


def _keep_entities(
    index: Index, founding: Iterable[tuple[int, str, int, int]], states: Mapping[str, Mapping[str, Any]]
) -> None:
    """Bring the index up to what the ledger now says of entities."""
    new = [(*row, *(states[row[1]][name] for name in _STATE[1:])) for row in founding]
    index.insert("linking.entity", new)
    minted = {entity for _, entity, *_ in new}
    turned = [s for e, s in states.items() if e not in minted and any(s["known"][n] != s[n] for n in _STATE)]
    if turned:
        index.give_rows("new_state", dict.fromkeys(_STATE, _TEXT), [[s[n] for n in _STATE] for s in turned])
        index.run("take_states")


def _keep_places(index: Index, members: Mapping[str, _Member], rows: Iterable[_Assigned], *, gone: bool) -> None:
    """Write the places that are new or another than before."""
    before = {m.number: (m.component, m.entity, m.weakest) for m in members.values() if m.component is not None}
    kept = {r.number for r in rows if not r.moved and before.get(r.number, ())[::2] == (r.component, r.weakest)}
    displaced = before.keys() - kept
    if displaced or gone:
        index.give_ids("displaced", displaced)
        index.run("drop_places")
    taken = [(r.number, r.component, r.entity, r.weakest) for r in rows if r.number not in kept]
    index.insert("linking.place", sorted(taken))
