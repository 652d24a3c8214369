"""Whoever follows the events of a ledger has what the ledger has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changing import ENTRIES, Step, last_run, steps, take
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from searching import heavy

import provenance
import resolvers
from provenance.api import Ledger
from provenance.exceptions import LedgerError
from provenance.testing import memory_ledger
from provenance.trail import LedgerEvent
from resolvers.cli import main

Copy = dict[str, dict[str, str]]
TWO = {"id": "a", "source": "Daily", "text": "Ada Crane spoke in Oslo. Tom Crane left."}


class Follower:
    """Keeps a copy of the partitions by events alone."""

    def __init__(self) -> None:
        self.home: dict[tuple[str, str], str] = {}  # partition and member to the member's id
        self.ids: set[tuple[str, str]] = set()  # partition and id, of those that are active
        self.names: dict[str, tuple[str, str]] = {}
        self.cursor: str | None = None

    def follow(self, events: list[LedgerEvent]) -> None:
        """Apply events in their order."""
        for event in events:
            self.cursor = event.cursor
            self._note_ids(event)
            for member in event.came:
                self.home[event.partition, member] = event.to_ids[0]
            if event.kind == "renamed":
                self.names[event.to_ids[0]] = (event.name or "", event.type or "")

    def _note_ids(self, event: LedgerEvent) -> None:
        if event.kind in {"renamed", "members"}:
            return
        self.ids.difference_update((event.partition, id_) for id_ in event.from_ids)
        self.ids.update((event.partition, id_) for id_ in event.to_ids)

    def members(self, partition: str) -> dict[str, str]:
        """Map the members of one partition to their ids."""
        return {member: id_ for (of, member), id_ in self.home.items() if of == partition}


def exported(ledger: Ledger) -> Copy:
    """Map members to ids, as the exports have them."""
    stories = ledger.table("stories").to_pylist()
    return {
        "entity": {m["chain"]: m["entity"] for m in ledger.table("mentions").to_pylist()},
        "story": {row["article"]: row["story"] for row in stories},
        "origin": {row["article"]: row["origin"] for row in stories},
        "proposition": {
            c["claim"]: c["group"] for c in ledger.table("claims").to_pylist() if c["group"]
        },
    }


def active(ledger: Ledger) -> set[tuple[str, str]]:
    """List the ids of all partitions that are active."""
    rows = ledger.connection.execute(
        "SELECT 'entity', entity FROM entity JOIN current_entity_state USING (entity_id)"
        " WHERE status = 'active'"
        " UNION ALL SELECT 'story', story FROM story"
        " JOIN current_story_state USING (story_id) WHERE status = 'active'"
        " UNION ALL SELECT 'origin', origin FROM origin"
        " JOIN current_origin_state USING (origin_id) WHERE status = 'active'"
        " UNION ALL SELECT 'proposition', proposition FROM proposition"
        " JOIN current_proposition_state USING (proposition_id) WHERE status = 'active'"
    ).fetchall()
    return {(of, id_) for of, id_ in rows}


@heavy(3, search=12)
@given(taken=st.lists(steps, min_size=2, max_size=5), cut=st.integers(1, 7))
def test_whoever_applies_all_events_has_the_partitions_of_the_ledger(
    taken: list[Step], cut: int
) -> None:
    """Step by step or in pieces of any size; nothing that was told changes afterwards."""
    follower, told, pieces = Follower(), [], []
    with memory_ledger() as ledger, pytest.MonkeyPatch.context() as patch:
        for number, step in enumerate(taken):
            take(ledger, step, patch, number)
            news = ledger.events(follower.cursor)
            follower.follow(news)
            told += news
        while piece := ledger.events(pieces[-1].cursor if pieces else None, limit=cut):
            pieces += piece

        names = {e.entity: (e.name, e.type) for e in ledger.entities()}
        for partition, members in exported(ledger).items():
            assert members.items() <= follower.members(partition).items()
        assert follower.ids == active(ledger)
        assert names.items() <= follower.names.items()
        assert told == pieces == ledger.events()
        assert ledger.table("events").num_rows == len(told)


def test_a_decision_stands_beside_what_it_did() -> None:
    """Also the one that takes it back."""
    with memory_ledger([TWO]) as ledger:
        resolvers.resolve(ledger)
        cursor = ledger.events()[-1].cursor
        ada, tom = (ledger.show(name).entity for name in ("Ada Crane", "Tom Crane"))
        merged = ledger.decide("same", ada, tom, by="ann")
        resolvers.resolve(ledger)
        news = ledger.events(cursor, of="entity")
        revoked = ledger.decide("revoke", merged.key, by="ann")
        resolvers.resolve(ledger)
        later = ledger.events(news[-1].cursor, of="entity")

        (merge,) = (e for e in news if e.kind == "merged")
        assert {*merge.from_ids, *merge.to_ids} == {ada, tom}
        assert (merge.cause, merge.decisions) == ("decision", (merged.key,))
        (split,) = (e for e in later if e.kind == "split")
        assert set(split.to_ids) == {ada, tom}
        assert (split.cause, split.decisions) == ("decision", (revoked.key,))


def test_events_begin_at_a_day_a_time_or_behind_a_run() -> None:
    """What a run did is told from its first day on, and no more behind it."""
    with memory_ledger([TWO]) as ledger:
        resolvers.resolve(ledger)
        every = ledger.events()
        at = every[-1].at

        assert ledger.events(at.date()) == every == ledger.events(at.date().isoformat())
        assert {e.run for e in ledger.events(at)} == {every[-1].run}
        assert {e.run for e in ledger.events(f"run:{every[0].run}")} == {e.run for e in every} - {
            every[0].run
        }
        assert ledger.events(last_run(ledger)) == ledger.events("2999-01-01") == []


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("ev-x", "'ev-x' is no cursor; take that of an event as it is"),
        ("ev-1-1-00000000", "is a cursor of another ledger; begin anew"),
        ("ev-99-1-00000000", "is a cursor of another ledger; begin anew"),
        ("soon", "is no moment; write a day"),
    ],
)
def test_a_cursor_that_is_none_is_refused(since: str, message: str) -> None:
    """Rather than that a follower misses what happened."""
    with memory_ledger([TWO]) as ledger, pytest.raises(LedgerError, match=message):
        ledger.events(since)


def test_a_partition_that_is_none_is_refused() -> None:
    """With those that are."""
    with (
        memory_ledger() as ledger,
        pytest.raises(LedgerError, match="none of entity, story, origin, proposition"),
    ):
        ledger.events(of="cat")


def test_the_command_prints_a_line_an_event_and_goes_on(tmp_path: Path) -> None:
    """As a pipe does: the last cursor is all that it keeps."""
    path = tmp_path / "l.duckdb"
    with provenance.open(path) as ledger:
        ledger.add([TWO])
        ledger.add_authority("list", list(ENTRIES))
        resolvers.resolve(ledger)
        every = ledger.events()
    words = ["events", "--json", "--ledger", str(path)]
    first = CliRunner().invoke(main, [*words, "--limit", "3"], catch_exceptions=False).stdout
    lines = [json.loads(line) for line in first.splitlines()]
    more = [*words, "--since", lines[-1]["cursor"]]
    rest = CliRunner().invoke(main, more, catch_exceptions=False).stdout

    assert [*lines, *map(json.loads, rest.splitlines())] == every.to_dicts()
    printed = CliRunner().invoke(main, ["events", "--ledger", str(path)]).stdout
    assert printed.count("\n") == len(every) + 1
