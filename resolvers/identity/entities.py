"""Entities: clusters of chains to ids that are minted once, redirected on a merge, and restored on a split.

Each id belongs to its founding chain for ever. An entity is what the cluster around a founding chain is; where one
cluster holds several founding chains, one id survives and the others redirect to it. So ids need no history to be
decided, `split(merge(x, y))` gives x and y back, and a rebuild mints the same ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.decisions import EntityEvent
from provenance.identifiers import mint_entity_id


@attrs.frozen(kw_only=True)
class Minted:
    """Describe an id that exists already.

    Args:
        created: its number in the order of minting; the older of two survives a merge.
        locked: a person chose this id to survive.
        pinned: the id is tied to an outside authority.
        retired: no chain belonged to it as of the last run.
    """

    entity_id: str
    founding_chain: str
    created: int
    locked: bool = False
    pinned: bool = False
    retired: bool = False

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Order by who survives: locked, then pinned, then oldest, ties by id."""
        return (not self.locked, not self.pinned, self.created, self.entity_id)


@attrs.frozen(kw_only=True)
class Identification:
    """Hold what identity decided in one run.

    Args:
        minted: ids that are new.
        entity_of: chain to its entity's id, for every chain.
        redirects: every id that does not survive, to the one that does.
        retired: ids whose founding chain is gone: a later reading finds nothing of it.
        events: what happened to ids since the last run.
    """

    minted: tuple[Minted, ...]
    entity_of: Mapping[str, str]
    redirects: Mapping[str, str]
    retired: tuple[str, ...]
    events: tuple[EntityEvent, ...]


def identify(
    clusters: Iterable[Sequence[str]],
    *,
    order: Mapping[str, tuple[object, ...]],
    known: Iterable[Minted],
    before: Mapping[str, str],
    first: int,
    cause: str = "model",
) -> Identification:
    """Give every cluster of chains its id.

    Args:
        clusters: a partition of all chains.
        order: chain to what it is ordered by (time of publication, article, offset); the first chain founds.
        known: every id minted so far.
        before: chain to entity as of the last run.
        first: the number of the next id; numbers grow with the age of ids.
        cause: what the events say caused them.
    """
    founded: defaultdict[str, list[Minted]] = defaultdict(list)
    for entity in known:
        founded[entity.founding_chain].append(entity)
    minted: list[Minted] = []
    entity_of: dict[str, str] = {}
    redirects: dict[str, str] = {}
    for chains in sorted(clusters, key=lambda chains: min(order[c] for c in chains)):
        claims = sorted((entity for c in chains for entity in founded.get(c, ())), key=lambda e: e.rank)
        if not claims:
            founder = min(chains, key=lambda c: order[c])
            claims = [Minted(entity_id=mint_entity_id(founder), founding_chain=founder, created=first + len(minted))]
            minted.append(claims[0])
        redirects.update({loser.entity_id: claims[0].entity_id for loser in claims[1:]})
        entity_of.update(dict.fromkeys(chains, claims[0].entity_id))
    alive = set(entity_of.values()) | set(redirects)
    retired = tuple(sorted(e.entity_id for founders in founded.values() for e in founders if e.entity_id not in alive))
    events = (
        *_events(entity_of, before, {m.entity_id for m in minted}, cause),
        *_endings(founded, alive, cause),
    )
    return Identification(minted=tuple(minted), entity_of=entity_of, redirects=redirects, retired=retired, events=events)


def _endings(founded: Mapping[str, Sequence[Minted]], alive: set[str], cause: str) -> Iterable[EntityEvent]:
    """Tell which ids lost their last chain, and which came back."""
    for entity in sorted((e for founders in founded.values() for e in founders), key=lambda e: e.entity_id):
        if entity.entity_id not in alive and not entity.retired:
            yield EntityEvent(kind="retired", from_ids=(entity.entity_id,), to_ids=(), cause=cause)
        elif entity.entity_id in alive and entity.retired:
            yield EntityEvent(kind="restored", from_ids=(), to_ids=(entity.entity_id,), cause=cause)


def _events(after: Mapping[str, str], before: Mapping[str, str], minted: set[str], cause: str) -> Iterable[EntityEvent]:
    """Compare two partitions: ids that appeared, ids that ended in another, ids whose chains went several ways."""
    went: defaultdict[str, set[str]] = defaultdict(set)
    for chain, entity in before.items():
        if chain in after:
            went[entity].add(after[chain])
    came = {target for targets in went.values() for target in targets}
    for entity in sorted(minted - came):
        yield EntityEvent(kind="created", from_ids=(), to_ids=(entity,), cause=cause)
    for entity, targets in sorted(went.items()):
        if len(targets) > 1:
            yield EntityEvent(kind="split", from_ids=(entity,), to_ids=tuple(sorted(targets)), cause=cause)
        elif targets != {entity}:
            yield EntityEvent(kind="merged", from_ids=(entity,), to_ids=tuple(sorted(targets)), cause=cause)
