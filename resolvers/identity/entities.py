"""Entities: clusters of chains to ids that are minted once, redirected on a merge, and restored on a split.

Each id belongs to its founding chain for ever. An entity is what the cluster around a founding
chain is; where one cluster holds several founding chains, one id survives and the others redirect
to it. So ids need no history to be decided, `split(merge(x, y))` gives x and y back, and a rebuild
mints the same ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

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
    founded: defaultdict[str, list[Minted]] = defaultdict(list)
    for entity in known:
        founded[entity.founding_chain if entity.home is None else entity.home].append(entity)
    entity_of: dict[str, str] = {}
    redirects: dict[str, str] = {}
    new: list[Sequence[str]] = []
    for members in clusters:
        claims = sorted(
            (entity for member in members for entity in founded.get(member, ())),
            key=lambda e: e.rank,
        )
        if claims:
            redirects.update({loser.entity_id: claims[0].entity_id for loser in claims[1:]})
            entity_of.update(dict.fromkeys(members, claims[0].entity_id))
        else:
            new.append(members)
    minted = _mint_all(new, order, chains, first, mint)
    for members, made in zip(new, minted, strict=True):
        entity_of.update(dict.fromkeys(members, made.entity_id))
    alive = set(entity_of.values()) | set(redirects)
    retired = tuple(
        sorted(
            e.entity_id
            for founders in founded.values()
            for e in founders
            if e.entity_id not in alive
        )
    )
    events = (
        *_events(entity_of, before, {m.entity_id for m in minted}, cause),
        *_endings(founded, alive, cause),
    )
    return Identification(
        minted=tuple(minted),
        entity_of=entity_of,
        redirects=redirects,
        retired=retired,
        events=events,
    )


def _mint_all(
    new: list[Sequence[str]],
    order: Mapping[str, tuple[object, ...]],
    chains: Mapping[str, str] | None,
    first: int,
    mint: Callable[[str], str],
) -> list[Minted]:
    """Put clusters in the order of their founders, and mint the id of each."""
    new.sort(key=lambda members: min(order[m] for m in members))
    founders = [min(members, key=lambda m: order[m]) for members in new]
    return [_minted(founder, n, chains, mint) for n, founder in enumerate(founders, first)]


def _minted(
    founder: str, number: int, chains: Mapping[str, str] | None, mint: Callable[[str], str]
) -> Minted:
    """Mint the id of a cluster that one member founds."""
    chain = founder if chains is None else chains[founder]
    return Minted(entity_id=mint(chain), founding_chain=chain, created=number, home=founder)


def _endings(
    founded: Mapping[str, Sequence[Minted]], alive: set[str], cause: str
) -> Iterable[EntityEvent]:
    """Tell which ids lost their last chain, and which came back."""
    for entity in sorted(
        (e for founders in founded.values() for e in founders), key=lambda e: e.entity_id
    ):
        if entity.entity_id not in alive and not entity.retired:
            yield EntityEvent(kind="retired", from_ids=(entity.entity_id,), to_ids=(), cause=cause)
        elif entity.entity_id in alive and entity.retired:
            yield EntityEvent(kind="restored", from_ids=(), to_ids=(entity.entity_id,), cause=cause)


def _events(
    after: Mapping[str, str], before: Iterable[tuple[str, str]], minted: set[str], cause: str
) -> Iterable[EntityEvent]:
    """Compare two partitions: ids that appeared, ids that ended in another, ids whose members went several ways."""
    went: defaultdict[str, set[str]] = defaultdict(set)
    for member, entity in before:
        if member in after:
            went[entity].add(after[member])
    came = {target for targets in went.values() for target in targets}
    for entity in sorted(minted - came):
        yield EntityEvent(kind="created", from_ids=(), to_ids=(entity,), cause=cause)
    for entity, targets in sorted(went.items()):
        if len(targets) > 1:
            yield EntityEvent(
                kind="split", from_ids=(entity,), to_ids=tuple(sorted(targets)), cause=cause
            )
        elif targets != {entity}:
            yield EntityEvent(
                kind="merged", from_ids=(entity,), to_ids=tuple(sorted(targets)), cause=cause
            )
