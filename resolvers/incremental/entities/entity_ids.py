"""Ids of entities: which id every touched cluster has, old or new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs

from resolvers.clusters.ids import Identification, Minted, identify
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.deciding import NOTHING, EntityDecisions
from resolvers.incremental.entities.members import TouchedProfile


@attrs.frozen
class Numbers:
    """Give the numbers of ids, and of the chains that may have founded one, by their keys."""

    entities: Mapping[str, int]
    chains: Mapping[str, int]

    @classmethod
    def of(cls, minted: Iterable[Minted], chains: Iterable[Mapping[str, Any]]) -> Numbers:
        """Look them up in ids, old or new, and in rows of chains."""
        return cls(
            entities={m.entity_id: m.created for m in minted},
            chains={chain["chain"]: chain["chain_id"] for chain in chains},
        )


def decide(
    index: EntityIndex,
    members: Mapping[str, TouchedProfile],
    clusters: Sequence[Sequence[str]],
    said: EntityDecisions = NOTHING,
) -> tuple[Identification, Numbers]:
    """Assign every cluster its id, and number the ids and the chains that may have founded one."""
    key_of = {m.number: key for key, m in members.items()}
    known = _founded_ids(index, key_of, said.locked)
    first = _first_chains(index, members, _homeless_profiles(known, clusters))
    decided = identify(
        clusters,
        order={key: _chain_order(c) for key, c in first.items()},
        known=known,
        before=_former_entities(index, members),
        first=_next_entity_number(index),
        chains={key: chain["chain"] for key, chain in first.items()},
    )
    numbers = Numbers.of((*known, *decided.minted), first.values())
    return _with_causes(decided, members, said.turned), numbers


def _with_causes(
    decided: Identification, members: Mapping[str, TouchedProfile], turned: Collection[int]
) -> Identification:
    """Say of events whether a decision, or one that was taken back, caused them."""
    named = [(key, m.entity) for key, m in members.items() if m.number in turned]
    ids = {decided.entity_of.get(key) for key, _ in named} | {entity for _, entity in named}
    events = tuple(
        attrs.evolve(e, cause="decision") if ids.intersection((*e.from_ids, *e.to_ids)) else e
        for e in decided.events
    )
    return attrs.evolve(decided, events=events)


def _next_entity_number(index: EntityIndex) -> int:
    """Return the number that the next id gets."""
    highest: Sequence[Sequence[int]] = index.rows("highest_entity")
    return 1 + (highest[0][0] if highest else 0)


def _founded_ids(
    index: EntityIndex, key_of: Mapping[int, str], locked: Collection[int]
) -> list[Minted]:
    """List the ids that touched profiles founded.

    After a reading anew, those too whose founding chain is nowhere now.
    """
    founders = index.rows("founders")
    if index.reread:
        founders = sorted([*founders, *index.rows("lost_founders")])
    return [
        Minted(
            entity_id=entity,
            founding_chain=chain,
            created=number,
            locked=home in locked,
            pinned=pinned,
            retired=status == "retired",
            home=key_of.get(home, ""),
        )
        for number, entity, chain, home, status, pinned in founders
    ]


def _homeless_profiles(known: Iterable[Minted], clusters: Iterable[Sequence[str]]) -> list[str]:
    """List the profiles of the clusters in which no id has its home."""
    founded = {minted.home for minted in known}
    return [key for members in clusters if not founded.intersection(members) for key in members]


def _former_entities(
    index: EntityIndex, members: Mapping[str, TouchedProfile]
) -> list[tuple[str, str]]:
    """List in which entities the profiles were.

    After a reading anew, a profile may have been in several.
    """
    key_of = {m.number: key for key, m in members.items()}
    before = {(key, m.entity) for key, m in members.items() if m.entity}
    if index.reread:
        before.update((key_of[n], entity) for n, entity in index.rows("before") if n in key_of)
    return sorted(before)


def _first_chains(
    index: EntityIndex, members: Mapping[str, TouchedProfile], keys: Iterable[str]
) -> dict[str, Mapping[str, Any]]:
    """Return the first chain of profiles, in the order of publication."""
    key_of = {members[key].number: key for key in keys}
    if not key_of:
        return {}
    index.give_ids("homeless", key_of)
    return {key_of[number]: chain for number, chain in index.rows("first_chains")}


def _chain_order(chain: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(chain[name] for name in ("undated", "published", "article", "start", "chain"))


def founding(
    members: Mapping[str, TouchedProfile], decided: Identification, numbers: Numbers
) -> list[tuple[int, str, int, int]]:
    """List the ids that were minted.

    Each comes with its number, and those of its founding chain and of that chain's profile.
    """
    return [
        (m.created, m.entity_id, numbers.chains[m.founding_chain], members[m.home or ""].number)
        for m in decided.minted
    ]
