"""States: what the touched entities are called and whom they speak for.

Each is compared with what the index has of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from resolvers.clusters.ids import Identification
from resolvers.clusters.naming import Portrait, portray
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.entity_ids import Numbers
from resolvers.incremental.entities.members import TEXT, TouchedProfile
from resolvers.linking.profiles import Profile

_STATE = ("entity", "name", "type", "status", "redirect", "speaks_for", "speaks_key")


def states_of(
    index: EntityIndex,
    members: Mapping[str, TouchedProfile],
    decided: Identification,
    numbers: Numbers,
    said: Mapping[int, Mapping[str, str]] | None = None,
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the states of all entities that were touched, and their ids.

    Those that speak for a touched one have a state here too, but no id among the touched.
    `changed` tells whether the ledger has another, `known` what the index has of one that is not
    new.
    """
    portraits = _portray_entities(index, members, decided)
    touched = [*portraits, *decided.redirects, *decided.retired]
    before = _former_states(index, touched)
    holders = _take_lexicon_keys(index, portraits)
    found = _touched_states(decided, portraits, before)
    _apply_decided_values(found, members, decided, said or {})
    speakers = [row for row in index.rows("speakers") if row[0] not in found]
    before |= _states_by_entity(speakers)
    found |= _states_by_entity(speakers)
    for entity, state in found.items():
        _compare_state(state, before.get(entity), holders)
        state["entity_id"] = _entity_number(entity, before, numbers)
    return dict(sorted(found.items())), touched


def _apply_decided_values(
    states: Mapping[str, dict[str, Any]],
    members: Mapping[str, TouchedProfile],
    decided: Identification,
    said: Mapping[int, Mapping[str, str]],
) -> None:
    """Give entities the names and types that people say."""
    entity_of = {m.number: decided.entity_of[m.key] for m in members.values() if m.number in said}
    for number, entity in entity_of.items():
        values = said[number]
        states[entity].update({n: values[n] for n in ("name", "type") if n in values})


def _former_states(index: EntityIndex, entities: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what the index has of entities, those that are not new."""
    index.give_rows("asked_name", {"entity": TEXT}, [(entity,) for entity in entities])
    return _states_by_entity(index.rows("states"))


def _entity_number(entity: str, before: Mapping[str, Mapping[str, Any]], numbers: Numbers) -> int:
    """Return the number of an id, which one that is new has from identity."""
    known: int | None = before[entity]["entity_id"] if entity in before else None
    return numbers.entities[entity] if known is None else known


def _portray_entities(
    index: EntityIndex, members: Mapping[str, TouchedProfile], decided: Identification
) -> dict[str, Portrait]:
    """Describe the entities of all clusters."""
    named: defaultdict[str, list[tuple[Profile, str, int]]] = defaultdict(list)
    key_of = {m.number: key for key, m in members.items()}
    rows = index.rows("said_names")
    for key, name, mentions in sorted((key_of[n], name, mentions) for n, name, mentions in rows):
        named[decided.entity_of[key]].append((members[key].profile, name, mentions))
    return {entity: portray(said) for entity, said in named.items()}


def _touched_states(
    decided: Identification,
    portraits: Mapping[str, Portrait],
    before: Mapping[str, Mapping[str, Any]],
) -> dict[str, dict[str, Any]]:
    """Return the states of entities that have chains, that redirect, and that lost all chains."""
    found = {e: _entity_state(e, p, p.speaks_for) for e, p in portraits.items()}
    for entity, to in decided.redirects.items():
        found[entity] = _entity_state(entity, portraits[to], None, redirect=to)
    ended = {"status": "retired", "redirect": None, "speaks_key": None}
    return found | {entity: {**before[entity], **ended} for entity in decided.retired}


def _compare_state(
    state: dict[str, Any], old: Mapping[str, Any] | None, holders: Mapping[str, str]
) -> None:
    """Say for whom an active entity speaks, and whether its state is another than before."""
    key = state["speaks_key"]
    if state["status"] == "active":
        target = holders.get(key, key) if key else None
        state["speaks_for"] = None if target == state["entity"] else target
    state["known"] = old
    state["changed"] = old is None or any(old[n] != state[n] for n in _STATE[:-1])


def _states_by_entity(rows: Iterable[Sequence[Any]]) -> dict[str, dict[str, Any]]:
    return {row[0]: _state_of_row(row) for row in rows}


def _state_of_row(row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip((*_STATE, "entity_id"), row, strict=True))


def _entity_state(
    entity: str, portrait: Portrait, key: str | None, redirect: str | None = None
) -> dict[str, Any]:
    return {
        "entity": entity,
        "name": portrait.name,
        "type": portrait.type,
        "status": "redirected" if redirect else "active",
        "redirect": redirect,
        "speaks_for": None,
        "speaks_key": key,
    }


def _take_lexicon_keys(index: EntityIndex, portraits: Mapping[str, Portrait]) -> dict[str, str]:
    """Keep which rows of the lexicon the touched entities are now.

    Given is the holder of every row that matters.
    """
    before = index.rows("keys_of")
    now = sorted({(e, k) for e, p in portraits.items() for k in p.keys})
    if before and now != before:
        index.run("drop_keys")
    if now != before:
        index.insert("linking.entity_key", now)
    spoken_for = {p.speaks_for for p in portraits.values() if p.speaks_for}
    return _lexicon_key_holders(index, spoken_for.union(key for _, key in (*before, *now)))


def _lexicon_key_holders(index: EntityIndex, keys: Collection[str]) -> dict[str, str]:
    """Map rows of the lexicon to the entities that are these."""
    index.give_rows("asked_key", {"key": TEXT}, [(key,) for key in sorted(keys)])
    return dict(index.rows("holders")) if keys else {}


def keep_entities(
    index: EntityIndex,
    founding: Iterable[tuple[int, str, int, int]],
    states: Mapping[str, Mapping[str, Any]],
) -> None:
    """Bring the index up to what the ledger now says of entities."""
    new = [(*row, *(states[row[1]][name] for name in _STATE[1:])) for row in founding]
    index.insert("linking.entity", new)
    minted = {entity for _, entity, *_ in new}
    turned = [s for entity, s in states.items() if entity not in minted and _is_changed_state(s)]
    if turned:
        rows = [[state[name] for name in _STATE] for state in turned]
        index.give_rows("new_state", dict.fromkeys(_STATE, TEXT), rows)
        index.run("take_states")


def _is_changed_state(state: Mapping[str, Any]) -> bool:
    """Whether the index has another state of an entity that it knows."""
    return any(state["known"][name] != state[name] for name in _STATE)
