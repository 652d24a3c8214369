"""Rows: what matching found that is new or has changed, laid out to be appended to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from provenance.records.matching import Conflict
from resolvers.clusters.states import states_after
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.identifying import Identified
from resolvers.incremental.claims.supports import Pair
from resolvers.storing.matching import conflict_fields
from resolvers.storing.tables import Row

Memberships = Mapping[int, tuple[int, str]]  # assertion_id to group_id and relation


def last_memberships(index: MatchIndex, numbers: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return the group of each assertion in the ledger, and how its words relate to the first."""
    rows = index.rows("last_groups", ids=sorted(numbers))
    return {number: (group, relation) for number, group, relation in rows}


def member_rows(before: Memberships, now: Memberships) -> list[Row]:
    """List the memberships that are new or have changed: assertion_id, group_id, relation."""
    return [(n, *state) for n, state in sorted(now.items()) if before.get(n) != state]


def state_rows(identified: Identified) -> list[Row]:
    """List the states of groups that are new or have changed: group_id, status, redirect."""
    return [
        (identified.number_of[group], *state)
        for group, state in states_after(identified.identification).items()
        if identified.states.get(group) != state
    ]


def conflict_rows(
    index: MatchIndex, asked: Iterable[int], now: Mapping[Conflict, Pair]
) -> list[Row]:
    """List the conflicts that are new, changed or ended, as in the ledger, `withdrawn` at the end.

    Args:
        index: the index.
        asked: the numbers of the touched assertions, and of those that are gone.
        now: all conflicts that touched ones have now.
    """
    before = _conflicts_by_place(index.rows("known_conflicts", ids=sorted(asked)))
    after = _conflicts_by_place(
        (*pair, *conflict_fields(conflict)) for conflict, pair in now.items()
    )
    new = [(*row, False) for place, row in after.items() if before.get(place) != row]
    ended = [(*row, True) for place, row in before.items() if place not in after]
    return sorted([*new, *ended], key=_conflict_place)


def _conflicts_by_place(rows: Iterable[Row]) -> dict[tuple[int, int, int, int], Row]:
    """Return conflicts by what tells them from others."""
    return {_conflict_place(row): row for row in rows}


def _conflict_place(row: Row) -> tuple[int, int, int, int]:
    """Return what tells a conflict from others: both assertions, and where their answers begin."""
    return row[0], row[1], row[4], row[7]
