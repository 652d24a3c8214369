"""Entities: ids of clusters, minted once, redirected on a merge, and restored on a split.

Each id belongs to its founding chain for ever. An entity is what the cluster around a founding
chain is; where one cluster holds several founding chains, one id survives and the others redirect
to it. So ids need no history to be decided, `split(merge(x, y))` gives x and y back, and a rebuild
mints the same ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter

import attrs

from provenance.identifiers import mint_entity_id
from provenance.records.decisions import EntityEvent


@attrs.frozen(kw_only=True)
class Minted:
    """Describe an id that exists already.

    Args:
        created: its number in the order of minting; the older of two survives a merge.
        locked: a person chose this id to survive.
        pinned: the id is tied to an outside authority.
        retired: no chain belonged to it as of the last run.
        home: the member of a cluster that holds the founding chain now; the founding chain itself
            where not given.
    """

    entity_id: str
    founding_chain: str
    created: int
    locked: bool = False
    pinned: bool = False
    retired: bool = False
    home: str | None = None

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        """Order by who survives: locked, then pinned, then oldest, ties by id."""
        return (not self.locked, not self.pinned, self.created, self.entity_id)


@attrs.frozen(kw_only=True)
class Identification:
    """Hold what identity decided in one run.

    Args:
        minted: ids that are new.
        entity_of: member to its entity's id, for every member.
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
    before: Iterable[tuple[str, str]],
    first: int,
    chains: Mapping[str, str] | None = None,
    cause: str = "model",
    mint: Callable[[str], str] = mint_entity_id,
) -> Identification:
    """Assign every cluster its id.

    Args:
        clusters: a partition of chains, or of what stands for several of them.
        order: member to what its first chain is ordered by (time of publication, article, offset);
            the first one founds. Only clusters in which no id was founded are asked.
        known: ids minted so far; those founded in other members may be left out.
        before: member and entity as of the last run; a member may have had several.
        first: the number of the next id; numbers grow with the age of ids.
        chains: member to its first chain, where members are no chains.
        cause: what the events say caused them.
        mint: makes an id of a founding chain.
    """
    ids = sorted(known, key=attrgetter("entity_id"))
    entity_of, redirects, unclaimed = _assign_founded_ids(clusters, _ids_by_home(ids))
    founders = _clusters_by_founder(unclaimed, order)
    minted = _mint_cluster_ids(founders, first, chains, mint)
    for made, members in zip(minted, founders.values(), strict=True):
        entity_of.update(dict.fromkeys(members, made.entity_id))

    alive = {*entity_of.values(), *redirects}
    moves = _partition_events(entity_of, before, minted, cause)
    return Identification(
        minted=minted,
        entity_of=entity_of,
        redirects=redirects,
        retired=_ids_without_chains(ids, alive),
        events=(*moves, *_retirement_events(ids, alive, cause)),
    )


def _clusters_by_founder(
    clusters: Iterable[Sequence[str]], order: Mapping[str, tuple[object, ...]]
) -> dict[str, Sequence[str]]:
    """Map the first member of each cluster to all of it, in the order of the first members."""
    found = {min(members, key=lambda m: order[m]): members for members in clusters}
    return {founder: found[founder] for founder in sorted(found, key=lambda m: order[m])}


def _ids_by_home(known: Iterable[Minted]) -> dict[str, list[Minted]]:
    """Map members to the ids that were founded in them."""
    founded: defaultdict[str, list[Minted]] = defaultdict(list)
    for entity in known:
        founded[entity.founding_chain if entity.home is None else entity.home].append(entity)
    return dict(founded)


def _assign_founded_ids(
    clusters: Iterable[Sequence[str]], founded: Mapping[str, Sequence[Minted]]
) -> tuple[dict[str, str], dict[str, str], list[Sequence[str]]]:
    """Give clusters the best of the ids that were founded in them.

    Returns:
        The id of each of their members, the redirects of all other ids, and the clusters in which
        no id was founded.
    """
    entity_of: dict[str, str] = {}
    redirects: dict[str, str] = {}
    unclaimed: list[Sequence[str]] = []
    for members in clusters:
        claims = sorted(
            (entity for member in members for entity in founded.get(member, ())),
            key=lambda e: e.rank,
        )
        if not claims:
            unclaimed.append(members)
            continue
        survivor, *losers = (claim.entity_id for claim in claims)
        redirects.update(dict.fromkeys(losers, survivor))
        entity_of.update(dict.fromkeys(members, survivor))
    return entity_of, redirects, unclaimed


def _mint_cluster_ids(
    founders: Iterable[str],
    first: int,
    chains: Mapping[str, str] | None,
    mint: Callable[[str], str],
) -> tuple[Minted, ...]:
    """Mint the ids of clusters that members found, given in the order of the ids."""
    founding = ((m, m if chains is None else chains[m]) for m in founders)
    return tuple(
        Minted(entity_id=mint(chain), founding_chain=chain, created=number, home=member)
        for number, (member, chain) in enumerate(founding, first)
    )


def _ids_without_chains(ids: Iterable[Minted], alive: Collection[str]) -> tuple[str, ...]:
    """Return the ids that no chain belongs to any more."""
    return tuple(e.entity_id for e in ids if e.entity_id not in alive)


def _retirement_events(
    ids: Iterable[Minted], alive: Collection[str], cause: str
) -> Iterable[EntityEvent]:
    """Tell which ids lost their last chain, and which came back."""
    for entity in ids:
        if entity.entity_id not in alive and not entity.retired:
            yield EntityEvent(kind="retired", from_ids=(entity.entity_id,), to_ids=(), cause=cause)
        elif entity.entity_id in alive and entity.retired:
            yield EntityEvent(kind="restored", from_ids=(), to_ids=(entity.entity_id,), cause=cause)


def _partition_events(
    after: Mapping[str, str],
    before: Iterable[tuple[str, str]],
    minted: Iterable[Minted],
    cause: str,
) -> Iterable[EntityEvent]:
    """Compare two partitions, and tell which ids appeared, ended in another, or were split."""
    went = _successor_ids(after, before)
    new = {m.entity_id for m in minted}
    for entity in sorted(new.difference(*went.values())):
        yield EntityEvent(kind="created", from_ids=(), to_ids=(entity,), cause=cause)
    for entity, targets in sorted(went.items()):
        kind, to = "split" if len(targets) > 1 else "merged", tuple(sorted(targets))
        if to != (entity,):
            yield EntityEvent(kind=kind, from_ids=(entity,), to_ids=to, cause=cause)


def _successor_ids(
    after: Mapping[str, str], before: Iterable[tuple[str, str]]
) -> dict[str, set[str]]:
    """Map ids to those under which their members are now."""
    went: defaultdict[str, set[str]] = defaultdict(set)
    for member, entity in before:
        if member in after:
            went[entity].add(after[member])
    return dict(went)
