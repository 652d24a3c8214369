"""Coverage: credits, copies, stories and origins, as the tables in which they are appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from provenance.ledger.encode import event_rows, table
from provenance.ledger.encode_pairs import parts_column
from provenance.records.coverage import (
    Credit,
    Derivation,
    Passage,
    StoryComparison,
    StoryRelation,
)
from provenance.records.decisions import EntityEvent, Run
from provenance.sql.writing import Writer
from resolvers.storing.levels import append_levels

if TYPE_CHECKING:
    import pyarrow as pa

_COPY = {"version_id": "int64", "from_version_id": "int64"}
_CREDIT = {
    "version": "string",
    "kind": "string",
    "publisher": "string",
    "start": "int64",
    "end": "int64",
}
_DERIVATION = {
    "version": "string",
    "from_version": "string",
    "kind": "string",
    "direction": "string",
    "share": "double",
    "from_share": "double",
    "quoted": "double",
    "credit_start": "int64",
    "credit_end": "int64",
}
_RELATION = {"story": "string", "earlier": "string", "kind": "string", "weight": "double"}


def credits_table(items: Mapping[str, Sequence[Credit]]) -> pa.Table:
    """Lay credits out; those of a byline have no offsets."""
    rows = {
        (version, c.kind, c.publisher, *_credit_offsets(c))
        for version, found in items.items()
        for c in found
    }
    in_order = sorted(
        rows, key=lambda r: (r[0], r[3] is not None, r[3] or 0, r[1], r[2], r[4] or 0)
    )
    return table(_CREDIT, in_order)


def _credit_offsets(credit: Credit | None) -> tuple[int | None, int | None]:
    """Return where a credit stands; a byline has no offsets."""
    span = credit.span if credit else None
    return (span.start, span.end) if span else (None, None)


def derivations_table(items: Sequence[Derivation]) -> pa.Table:
    """Lay derivations out, each with its passages."""
    import pyarrow as pa

    rows = [
        (
            *(d.version, d.from_version, d.kind, d.direction, d.share, d.from_share, d.quoted),
            *_credit_offsets(d.credit),
        )
        for d in items
    ]
    passage = pa.struct([(n, pa.int32()) for n in ("start", "end", "from_start", "from_end")])
    passages = [[_passage_row(pair) for pair in d.passages] for d in items]
    return table(_DERIVATION, rows).append_column("passages", pa.array(passages, pa.list_(passage)))


def _passage_row(pair: Passage) -> dict[str, int]:
    """Lay out where a passage stands in the copy, and where in the other version."""
    return {
        "start": pair.span.start,
        "end": pair.span.end,
        "from_start": pair.from_span.start,
        "from_end": pair.from_span.end,
    }


def story_comparisons_table(items: Sequence[StoryComparison]) -> pa.Table:
    """Lay comparisons of versions out, each with its parts."""
    kinds = {
        "version_a": "string",
        "version_b": "string",
        "match_weight": "double",
        "match_probability": "double",
    }
    rows = [(c.version_a, c.version_b, c.match_weight, c.match_probability) for c in items]
    return table(kinds, rows).append_column("parts", parts_column(c.parts for c in items))


def story_relations_table(items: Sequence[StoryRelation]) -> pa.Table:
    """Lay relations of stories out."""
    return table(_RELATION, [(r.story, r.earlier, r.kind, r.weight) for r in items])


def ended_tables(
    derivations: Sequence[tuple[int, int]],
    comparisons: Sequence[tuple[str, str]],
    relations: Sequence[tuple[str, str]],
) -> dict[str, pa.Table]:
    """Lay out what holds no longer.

    Args:
        derivations: the numbers of the copying and the copied version.
        comparisons: the keys of both versions.
        relations: the later and the earlier story.
    """
    return {
        "derivations": table(_COPY, derivations),
        "story_comparisons": table(
            dict.fromkeys(("version_a", "version_b"), "string"), comparisons
        ),
        "story_relations": table(dict.fromkeys(("story", "earlier"), "string"), relations),
    }


@attrs.frozen(kw_only=True)
class GroupChanges:
    """Hold what is new or has changed in stories, or in origins, by ids and the names of articles.

    Args:
        minted: id and founding article of ids that are new, the oldest first.
        states: id, status and redirect.
        members: article and id.
        events: what happened to the ids.
    """

    minted: Sequence[tuple[str, str]] = ()
    states: Sequence[tuple[str, str, str | None]] = ()
    members: Sequence[tuple[str, str]] = ()
    events: Sequence[EntityEvent] = ()

    @property
    def ids(self) -> set[str]:
        """The ids that are named."""
        return {i for i, *_ in self.states} | {i for _, i in self.members}

    @property
    def articles(self) -> set[str]:
        """The articles that are named."""
        return {article for _, article in self.minted} | {article for article, _ in self.members}


def group_rows(
    partition: str, found: GroupChanges, articles: Mapping[str, int], numbers: Mapping[str, int]
) -> dict[str, list[tuple[object, ...]]]:
    """Lay what is new or has changed out as rows of the partition's tables, without the run.

    Args:
        partition: story or origin.
        found: what is new or has changed.
        articles: names of articles to numbers.
        numbers: ids of groups to numbers.
    """
    minted = [(numbers[group], group, articles[founder]) for group, founder in found.minted]
    states = sorted((numbers[group], *state) for group, *state in found.states)
    members = sorted((articles[article], numbers[group]) for article, group in found.members)
    return {
        partition: [*minted],
        f"{partition}_state": [*states],
        f"{partition}_member": [*members],
        f"{partition}_event": event_rows(found.events),
    }


def append_coverage(
    writer: Writer,
    run: Run,
    tables: Mapping[str, pa.Table],
    ended: Mapping[str, pa.Table],
    groups: Mapping[str, GroupChanges],
    *,
    labels: Mapping[tuple[str, str], str],
) -> None:
    """Append what coverage found, and withdraw what no longer holds.

    Args:
        writer: of the ledger.
        run: the run.
        tables: credits, derivations, story comparisons and story relations that are new or have
            changed, by name.
        ended: the derivations, story comparisons and story relations that hold no longer.
        groups: what is new or has changed in stories and origins, by partition.
        labels: what features and levels of compared versions are called in words.
    """
    with writer.transaction(run) as number:
        for name in ("credits", "derivations"):
            writer.append(f"append_{name}", tables[name], run=number)
        _append_groups(writer, groups, number)
        if tables["story_comparisons"].num_rows:
            append_levels(writer, number, "story", labels)
        for name in ("story_comparisons", "story_relations"):
            writer.append(f"append_{name}", tables[name], run=number)
        for name in ("derivations", "story_comparisons", "story_relations"):
            writer.append(f"withdraw_{name}", ended[name], run=number)


def _append_groups(writer: Writer, groups: Mapping[str, GroupChanges], run: int) -> None:
    """Append what is new or has changed in partitions of articles."""
    names = sorted({name for found in groups.values() for name in found.articles})
    articles = dict(writer.rows("article_numbers", articles=names)) if names else {}
    for partition, found in groups.items():
        rows = group_rows(partition, found, articles, _group_numbers(writer, partition, found))
        writer.write({table: [(*row, run) for row in of] for table, of in rows.items()})


def _group_numbers(writer: Writer, partition: str, found: GroupChanges) -> dict[str, int]:
    """Number the groups that are named, those that are new after all others."""
    minted = [group for group, _ in found.minted]
    new = dict(zip(minted, writer.count(partition), strict=False))
    asked = sorted(found.ids - new.keys())
    known = dict(writer.rows(f"{partition}_numbers", ids=asked)) if asked else {}
    return {**known, **new}
