"""Entities: compared pairs of profiles, and what identity decided of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import attrs

from provenance.ledger.encode import event_rows
from provenance.ledger.encode_authorities import external_ids
from provenance.records.decisions import EntityEvent, Run
from provenance.sql.writing import Writer
from resolvers.storing.levels import append_levels

if TYPE_CHECKING:
    import pyarrow as pa

_STATE = ("entity_id", "status", "redirect", "name", "type", "speaks_for")


def append_comparisons(
    writer: Writer,
    run: Run,
    appended: str | None,
    withdrawn: str | None,
    labels: Mapping[tuple[str, str], str],
) -> int:
    """Append comparisons that are new or changed, and withdraw those that are no longer made.

    There may be millions, so they come as tables or views of this connection and not as values;
    None is an empty one.

    Args:
        writer: of the ledger.
        run: the run.
        appended: the name of a table: model, profile_a, profile_b (their numbers), match_weight,
            match_probability, match_key, parts.
        withdrawn: the name of a table: comparison_id.
        labels: what features and levels are called in words.

    Returns:
        The number of the run.
    """
    with writer.transaction(run) as number:
        if appended:
            append_levels(writer, number, "entity", labels)
            writer.append("append_comparisons", appended, run=number)
        if withdrawn:
            writer.append("withdraw_comparisons", withdrawn, run=number)
    return number


@attrs.frozen(kw_only=True)
class IdentityChanges:
    """Hold what identity decided; only what is new or has changed.

    Args:
        minted: new ids with their numbers and those of their founding chains, the oldest first.
        states: entity_id (the number), name, type, status, redirect, speaks_for.
        memberships: chain_id, entity_id, cause, margin; or the name of such a table.
        events: what happened to ids.
        external_ids: entity, entry, probability, and whether it is tied no longer.
    """

    minted: Sequence[tuple[int, str, int]] = ()
    states: Sequence[Mapping[str, Any]] = ()
    memberships: pa.Table | str
    events: Sequence[EntityEvent] = ()
    external_ids: Sequence[tuple[str, int, float, bool]] = ()


def append_identity(writer: Writer, run: Run, found: IdentityChanges) -> None:
    """Append what identity decided."""
    with writer.transaction(run) as number:
        writer.insert("entity", [(*row, number) for row in found.minted])
        states = [(*(state[name] for name in _STATE), number) for state in found.states]
        writer.insert("entity_state", sorted(states, key=itemgetter(0)))
        writer.append("append_memberships", found.memberships, run=number)
        writer.insert("entity_event", [(*row, number) for row in event_rows(found.events)])
        if found.external_ids:
            writer.append("append_external_ids", external_ids(found.external_ids), run=number)
