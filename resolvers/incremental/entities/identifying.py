"""Identifying: the components that were touched are clustered and given their ids.

The others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from provenance.records.decisions import Run
from resolvers.clusters.clustering import Cluster
from resolvers.clusters.ids import Identification
from resolvers.incremental.entities import entries
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.components import cluster_touched
from resolvers.incremental.entities.deciding import NOTHING, EntityDecisions
from resolvers.incremental.entities.entity_ids import decide, founding
from resolvers.incremental.entities.members import TouchedProfile, all_mentioned, mentioned_in
from resolvers.incremental.entities.places import assign, keep_places, note_moved
from resolvers.incremental.entities.states import keep_entities, states_of
from resolvers.linking.model import Model
from resolvers.storing.entities import IdentityChanges, append_identity

if TYPE_CHECKING:
    from provenance.ledger.store import Store


def identify_touched(
    index: EntityIndex,
    ledger: Store,
    run: Run,
    model: Model,
    *,
    gone: bool,
    decided: EntityDecisions = NOTHING,
) -> tuple[int, int]:
    """Cluster and identify what was touched, and append what changed.

    Return the numbers of active entities and of events.

    Args:
        index: the index.
        ledger: the ledger.
        run: the run.
        model: the model, for its cut.
        gone: whether profiles went.
        decided: what people say.
    """
    members, clusters = cluster_touched(index, model, decided)
    found, numbers = decide(index, members, all_mentioned(clusters, members), decided)
    states, touched = states_of(index, members, found, numbers, decided.values)
    founded = founding(members, found, numbers)
    rows = assign(members, clusters, found, numbers, decided.joined)
    note_moved(index, rows)
    ties = entries.retie(index, _entry_ties(members, clusters, found), touched)
    _append_identity_changes(ledger, run, found, founded, states, ties)
    keep_entities(index, founded, states)
    keep_places(index, members, rows, gone=gone)
    return index.count_active(), len(found.events)


def _append_identity_changes(  # noqa: PLR0917  (each is a table)
    ledger: Store,
    run: Run,
    decided: Identification,
    founded: Iterable[tuple[int, str, int, int]],
    states: Mapping[str, Mapping[str, Any]],
    ties: Sequence[entries.Tie],
) -> None:
    """Append what changed to the ledger."""
    changes = IdentityChanges(
        minted=[(number, entity, chain) for number, entity, chain, _ in founded],
        states=[state for state in states.values() if state["changed"]],
        memberships="moved_chain",
        events=decided.events,
        external_ids=ties,
    )
    append_identity(ledger.writer, run, changes)


def _entry_ties(
    members: Mapping[str, TouchedProfile], clusters: Iterable[Cluster[str]], decided: Identification
) -> dict[tuple[str, str], float]:
    """Map the entity and profile of entries in mentioned clusters to the join's probability."""
    return {
        (decided.entity_of[mentioned[0]], key): 1.0 if weakest is None else weakest
        for c in clusters
        if (mentioned := mentioned_in(c, members))
        for key, weakest in zip(c.members, c.weakest, strict=True)
        if members[key].profile.known
    }
