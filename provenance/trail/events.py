"""What happened to entities, stories, origins and propositions, for whoever keeps a copy."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import LedgerError
from provenance.records.moments import When, read_start
from provenance.trail.answers import AnswerRecord, Answers

if TYPE_CHECKING:
    from provenance.ledger.store import Store

PARTITIONS = ("entity", "story", "origin", "proposition")
_CURSOR = re.compile(r"ev-(\d+)-(\d+)-([0-9a-f]{8})")


@attrs.frozen(kw_only=True, repr=False)
class LedgerEvent(AnswerRecord):
    """Something that happened to the ids of one partition in one run.

    Whoever assigns each member of `came` to the id in `to_ids`, event by event, ends with the
    partition as it is; `went` says the same of the id that a member left.

    Args:
        cursor: names the place of this event; the next question goes on behind it.
        run: the run in which it happened.
        at: when that run ended.
        partition: entity, story, origin or proposition.
        kind: created; merged or split; retired, when a later reading finds nothing of it, and
            restored; renamed (named, at first); members, when some came or went.
        from_ids: the ids before, of those that ended, went apart or retired.
        to_ids: the ids after, or the one that was renamed or whose members changed.
        came: members that are of this id now: keys of chains, ids of articles, keys of claims.
        went: members that were of it, and are of another now.
        name: the entity's new name.
        type: its type.
        earlier_name: what it was called before; nothing at first.
        earlier_type: its type before.
        cause: decision or model.
        decisions: the keys of the decisions that name mentions, articles or claims of these ids
            and came since the run before; where an older one caused it, all that do.
    """

    cursor: str
    run: int
    at: datetime
    partition: str
    kind: str
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    name: str | None
    type: str | None
    earlier_name: str | None
    earlier_type: str | None
    cause: str | None
    decisions: tuple[str, ...]


def events(
    store: Store, since: When | None = None, *, of: str | None = None, limit: int | None = None
) -> Answers[LedgerEvent]:
    """List what happened, in order.

    Args:
        store: the ledger.
        since: the cursor of an event, to go on behind it; or a day or a time, from which on runs
            count, or a run, which counts no more; all where nothing is said.
        of: entity, story, origin or proposition alone.
        limit: the most to list.

    Raises:
        LedgerError: `since` names no place of this ledger, or there is no such partition.
    """
    if of not in {None, *PARTITIONS}:
        raise LedgerError(f"{of!r} is none of {', '.join(PARTITIONS)}")
    run, place = _event_position(store, since)
    values = {"run": run, "place": place, "partition": of, "limit": limit}
    found = store.records_of(LedgerEvent, "export_events", **values)
    return Answers(found, LedgerEvent)


def _event_position(store: Store, since: When | None) -> tuple[int, int]:
    """Return the run and the place in it behind which events are wanted."""
    if since is None:
        return 0, 0
    if isinstance(since, str) and since.startswith("ev-"):
        return _read_event_cursor(store, since)
    found = read_start(since)
    if isinstance(found, int):
        return found + 1, 0
    (row,) = store.records("run_before", at=found)
    return row["run"] + 1, 0


def _read_event_cursor(store: Store, cursor: str) -> tuple[int, int]:
    """Read a cursor.

    Raises:
        LedgerError: it is none, or none of this ledger.
    """
    read = _CURSOR.fullmatch(cursor)
    if read is None:
        raise LedgerError(f"{cursor!r} is no cursor; take that of an event as it is")
    run, place, stamp = int(read[1]), int(read[2]), read[3]
    if [row["stamp"] for row in store.records("event_stamp", run=run)] != [stamp]:
        raise LedgerError(f"{cursor!r} is a cursor of another ledger; begin anew, without --since")
    return run, place
