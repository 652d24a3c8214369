"""Adopting: what nomenklatura's resolver says of ids, as decisions about our entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError, NotFoundError
from provenance.ingest.nomenklatura import Judgement
from provenance.records.judgements import Decision
from provenance.trail.anchored import judged
from provenance.trail.deciding import draft
from provenance.trail.finding import find_entity

if TYPE_CHECKING:
    from provenance.ledger.store import Store

_CLUSTER = "NK-"  # nomenklatura's own names of clusters
_OWN = "ent-"
_TOOL = "nomenklatura"


@attrs.frozen
class _Ids:
    """Say what ids mean here: the entity of each that is known, and what stands for the others.

    Args:
        entities: ids to entities, by their ids here.
        stand_in: the names of clusters to an id that is known and that they are the same as.
    """

    entities: Mapping[str, str]
    stand_in: Mapping[str, str]

    def known(self, name: str) -> str:
        """Return the id that is known and stands for an id.

        Raises:
            NotFoundError: nothing here is known by it.
        """
        found = self.stand_in.get(name, name)
        if found not in self.entities:
            raise NotFoundError(f"no entity here is known by {name!r}")
        return found


def adopt(
    store: Store, judgements: Sequence[Judgement], file: str
) -> tuple[list[Decision], list[InputError]]:
    """Make decisions of the judgements of nomenklatura's resolver that can be understood here.

    An id means the entity that an authority's entry of this id is tied to, or the one whose id it
    is. A name of a cluster (NK-…) means whatever known id it is the same as. What was adopted
    before is not adopted again.

    Args:
        store: the ledger.
        judgements: what the lines say.
        file: the name of their file, for errors.

    Returns:
        The decisions, which are not appended, and an error for every line whose ids mean nothing
        here, or several things.
    """
    ids = _resolve_judgement_ids(store, judgements)
    before = {mark for d in judged(store).every for mark in d.evidence}
    made: list[Decision] = []
    refused: list[InputError] = []
    for judgement in judgements:
        if _judgement_evidence(judgement) in before:
            continue
        try:
            made += _decisions_from_judgement(store, judgement, ids)
        except NotFoundError as error:
            refused.append(InputError(str(error), file=file, line=judgement.line))
    return made, refused


def _judgement_evidence(judgement: Judgement) -> str:
    """Name a judgement, as evidence of the decision that is made of it."""
    pair = sorted((judgement.target, judgement.source))
    return f"{_TOOL}:{judgement.verb}:{pair[0]}:{pair[1]}:{judgement.at.isoformat()}"


def _decisions_from_judgement(store: Store, judgement: Judgement, ids: _Ids) -> list[Decision]:
    """Make the decision of one judgement; none where it names a cluster by its own id."""
    one, other = ids.known(judgement.target), ids.known(judgement.source)
    if one == other or (judgement.verb == "same" and ids.entities[one] == ids.entities[other]):
        return []
    names = [ids.entities[one], ids.entities[other]]
    if names[0] == names[1]:
        raise NotFoundError(
            f"{one!r} and {other!r} are one entity here, {names[0]}: split it first"
        )
    made = draft(
        store,
        judgement.verb,
        names,
        by=judgement.user or _TOOL,
        actor_kind="person" if judgement.user else "model",
        reason=f"{judgement.target} and {judgement.source} in nomenklatura",
        evidence=[_judgement_evidence(judgement)],
        about="entity",
        at=judgement.at,
    )
    return [made]


def _resolve_judgement_ids(store: Store, judgements: Sequence[Judgement]) -> _Ids:
    """Look up what the ids of judgements mean here."""
    names = sorted({name for j in judgements for name in (j.target, j.source)})
    found = {name: _entity_known_by(store, name) for name in names}
    entities = {name: entity for name, entity in found.items() if entity is not None}
    near = _ids_judged_same(judgements)
    stands = {n: _first_known_id(n, near, entities) for n in names if n.startswith(_CLUSTER)}
    return _Ids(entities, {name: first for name, first in stands.items() if first})


def _ids_judged_same(judgements: Iterable[Judgement]) -> Mapping[str, set[str]]:
    """Map ids to those that are said to be the same."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.verb == "same":
            near[judgement.target].add(judgement.source)
            near[judgement.source].add(judgement.target)
    return near


def _first_known_id(
    name: str, near: Mapping[str, set[str]], entities: Mapping[str, str]
) -> str | None:
    """Return the first known id that a cluster's name is the same as, in however many steps."""
    seen, waiting = {name}, [name]
    while waiting:
        fresh = near.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += sorted(fresh)
    return min((other for other in seen if other in entities), default=None)


def _entity_known_by(store: Store, name: str) -> str | None:
    """Return the entity that is known by an id; None where there is none, or there are several."""
    if name.startswith(_OWN):
        try:
            return str(find_entity(store, name)["entity"])
        except NotFoundError:
            return None
    rows = store.records("trail_entries", entity=None, authority=None, id=name)
    tied = {row["entity"] for row in rows if row["entity"] is not None}
    return tied.pop() if len(tied) == 1 else None
