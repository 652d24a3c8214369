"""Matching: what outlets assert themselves, propositions and conflicts, as they are appended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from provenance.ledger.encode import event_rows, table, value_rows
from provenance.ledger.encode_pairs import parts_column
from provenance.records.decisions import EntityEvent, Run
from provenance.records.matching import ClaimComparison, Conflict, Narration
from provenance.sql.writing import Writer
from resolvers.storing.levels import append_levels

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[Any, ...]
Pair = tuple[int, int]
Compared = tuple[int, int, ClaimComparison]  # the numbers of both assertions before it
_LAID_OUT = 1_000  # comparisons at a time: with their parts as dictionaries about 5 MB


@attrs.frozen(kw_only=True)
class Narrations:
    """Hold what was read for narration.

    Args:
        readers: the numbers of all versions read to who read them, those in which nothing was
            found among them.
        found: what was found.
    """

    readers: Mapping[int, str]
    found: tuple[Narration, ...]


@attrs.frozen(kw_only=True)
class MatchingRows:
    """Hold what matching found that is new or has changed, by numbers of assertions and groups.

    Args:
        groups: group_id, id and founding assertion of groups that are new.
        states: group_id, status and redirect.
        members: assertion_id, group_id and relation.
        events: what happened to the ids of groups.
        comparisons: the numbers of both assertions, and what was compared; gone through once.
        withdrawn: the pairs of assertions that are compared no longer.
        conflicts: the columns of the table `claim_conflict` without the run; `withdrawn` is true
            where one has ended.
    """

    groups: Sequence[Row] = ()
    states: Sequence[Row] = ()
    members: Sequence[Row] = ()
    events: Sequence[EntityEvent] = ()
    comparisons: Iterable[Compared] = ()
    withdrawn: Sequence[Pair] = ()
    conflicts: Sequence[Row] = ()

    @property
    def others(self) -> bool:
        """Whether there is anything to append besides comparisons."""
        rows = (self.groups, self.states, self.members, self.events, self.withdrawn, self.conflicts)
        return any(rows)


def row_tables(found: MatchingRows) -> dict[str, Sequence[Row]]:
    """Return what is written row by row, by table, without the run."""
    return {
        "proposition": found.groups,
        "proposition_state": found.states,
        "proposition_member": found.members,
        "proposition_event": event_rows(found.events),
        "claim_conflict": found.conflicts,
    }


def narration_tables(narrations: Narrations) -> dict[str, pa.Table | None]:
    """Lay narrations out by the names of the statements that append them."""
    kinds = {
        "place": "int64",
        "narration": "string",
        "version": "string",
        "start": "int64",
        "end": "int64",
    }
    found = narrations.found
    sentences = table(
        kinds | {"surface": "string"},
        [
            (place, n.key, n.version, n.span.start, n.span.end, n.surface)
            for place, n in enumerate(found)
        ],
    )
    readers = sorted(narrations.readers.items())
    read = table({"version_id": "int64", "reader": "string"}, readers)
    return {
        "append_claim_assertions": read,
        "append_narrations": sentences,
        "append_narration_readings": read,
        "append_narration_tellings": sentences,
        "append_narrated_values": value_rows((n.key, value) for n in found for value in n.values),
    }


def comparisons_table(items: Iterable[Compared]) -> pa.Table:
    """Lay comparisons out, each with its parts, some at a time."""
    import pyarrow as pa

    left = iter(items)
    tables = [_lay_out_comparisons([])]
    while several := list(islice(left, _LAID_OUT)):
        tables.append(_lay_out_comparisons(several))
    return pa.concat_tables(tables)


def _lay_out_comparisons(several: Sequence[Compared]) -> pa.Table:
    kinds = {
        "a": "int64",
        "b": "int64",
        "relation": "string",
        "match_weight": "double",
        "match_probability": "double",
    }
    rows = [(a, b, c.relation, c.match_weight, c.match_probability) for a, b, c in several]
    return table(kinds, rows).append_column("parts", parts_column(c.parts for _, _, c in several))


def pairs_table(pairs: Iterable[Pair]) -> pa.Table:
    """Lay pairs of assertions out."""
    return table({"a": "int64", "b": "int64"}, pairs)


def conflict_fields(c: Conflict) -> Row:
    """Return the columns of a conflict behind those of its assertions."""
    first = (c.span_a.start, c.span_a.end, c.surface_a)
    second = (c.span_b.start, c.span_b.end, c.surface_b)
    return (c.kind, c.question, *first, *second, c.weight, c.reason)


def append_narrations(writer: Writer, run: Run, narrations: Narrations) -> None:
    """Append the sentences that outlets assert themselves.

    The claims of their versions are numbered as assertions.
    """
    with writer.transaction(run) as number:
        for name, rows in narration_tables(narrations).items():
            writer.append(name, rows, run=number)


def append_matching(
    writer: Writer, run: Run, found: MatchingRows, labels: Mapping[tuple[str, str], str]
) -> None:
    """Append what matching found; no run is recorded where the ledger has all of it already.

    Args:
        writer: of the ledger.
        run: the run.
        found: what was found.
        labels: what features and levels of compared assertions are called in words.
    """
    compared = comparisons_table(found.comparisons)
    if compared.num_rows:
        compared = writer.query_of("changed_claim_comparisons", compared)
    if not (found.others or compared.num_rows):
        return
    with writer.transaction(run) as number:
        for table_name, rows in row_tables(found).items():
            writer.insert(table_name, [(*row, number) for row in rows])
        if compared.num_rows:
            append_levels(writer, number, "proposition", labels)
        writer.append("append_claim_comparisons", compared, run=number)
        writer.append("withdraw_claim_comparisons", pairs_table(found.withdrawn), run=number)
