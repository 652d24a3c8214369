"""Places: in which component and entity every touched profile is.

What has changed there, the ledger is told for its chains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import attrs

from resolvers.clusters.clustering import Cluster
from resolvers.clusters.ids import Identification
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.entity_ids import Numbers
from resolvers.incremental.entities.members import ID, TEXT, TouchedProfile, margin_of, mentioned_in


@attrs.frozen
class Assigned:
    """Say where a profile is now, and why.

    Args:
        entity: none for an entry of an authority that no article mentions.
        changed: whether the ledger has another entity, cause or margin for its chains.
    """

    number: int
    entity: int | None
    cause: str
    weakest: float | None
    component: int
    changed: bool

    @property
    def margin(self) -> float | None:
        """The weight of the weakest join."""
        return margin_of(self.weakest)


def assign(
    members: Mapping[str, TouchedProfile],
    clusters: Iterable[Cluster[str]],
    decided: Identification,
    numbers: Numbers,
    said: Collection[int] = (),
) -> list[Assigned]:
    """Return every profile's entity, why it is in it, and its component.

    Each says whether the ledger is told so anew for its chains.

    Args:
        members: the profiles that were touched.
        clusters: their clusters.
        decided: the ids of those.
        numbers: of ids.
        said: the profiles of whose company a person decided.
    """
    rows = []
    for found in _without_unconnected_entries(members, clusters):
        mentioned = mentioned_in(found, members)
        entity = decided.entity_of[mentioned[0]] if mentioned else None
        number = numbers.entities[entity] if entity else None
        causes = [_membership_cause(found, members[key], said) for key in found.members]
        rows += [
            _assigned_place(members, found, place, entity, number, cause)
            for place, cause in enumerate(causes)
        ]
    return rows


def _assigned_place(  # noqa: PLR0917
    members: Mapping[str, TouchedProfile],
    found: Cluster[str],
    place: int,
    entity: str | None,
    number: int | None,
    cause: str,
) -> Assigned:
    """Compare where a member of a cluster is with where it was."""
    member, weakest = members[found.members[place]], found.weakest[place]
    before = (member.entity, member.cause, member.margin)
    return Assigned(
        number=member.number,
        entity=number,
        cause=cause,
        weakest=weakest,
        component=_component_number(member, members[found.component]),
        changed=before != (entity, cause, margin_of(weakest)),
    )


def _membership_cause(found: Cluster[str], member: TouchedProfile, said: Collection[int]) -> str:
    """Say why a member is in its entity."""
    if member.number in said:
        return "decision"
    return "alone" if len(found.members) == 1 else "model"


def _without_unconnected_entries(
    members: Mapping[str, TouchedProfile], clusters: Iterable[Cluster[str]]
) -> list[Cluster[str]]:
    """Leave entries out that nothing is connected with: an authority has many."""
    found = list(clusters)
    sizes = Counter(c.component for c in found for _ in c.members)
    return [
        c
        for c in found
        if mentioned_in(c, members) or sizes[c.component] > 1 or not members[c.members[0]].dirty
    ]


def _component_number(member: TouchedProfile, first: TouchedProfile) -> int:
    """Name the component after its first member; one that is not dirty keeps its name."""
    kept = member.component is not None and not member.dirty
    return member.component if kept and member.component is not None else first.number


def note_moved(index: EntityIndex, rows: Iterable[Assigned]) -> None:
    """Note the chains of assigned profiles whose entity, cause or margin the ledger is told."""
    kinds = {
        "profile_id": ID,
        "entity_id": ID,
        "cause": TEXT,
        "margin": "double",
        "changed": "flag",
    }
    told = [
        (r.number, r.entity, r.cause, r.margin, r.changed) for r in rows if r.entity is not None
    ]
    index.give_rows("assigned", kinds, told)
    index.run("note_moved")
    if index.reread:
        index.run("drop_unmoved")


def keep_places(
    index: EntityIndex,
    members: Mapping[str, TouchedProfile],
    rows: Iterable[Assigned],
    *,
    gone: bool,
) -> None:
    """Write the places that are new or another than before."""
    before = {m.number: m for m in members.values() if m.component is not None}
    kept = {r.number for r in rows if r.number in before and _has_same_place(before[r.number], r)}
    displaced = before.keys() - kept
    if displaced or gone:
        index.give_ids("displaced", displaced)
        index.run("drop_places")
    placed = [r for r in rows if r.number not in kept]
    taken = [(r.number, r.component, r.entity, r.cause, r.weakest) for r in placed]
    index.insert("linking.place", sorted(taken))


def _has_same_place(member: TouchedProfile, row: Assigned) -> bool:
    """Whether the index has the place of a profile already."""
    return not row.changed and (member.component, member.weakest) == (row.component, row.weakest)
