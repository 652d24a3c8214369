"""Merging: another ledger's evidence, and the ids that it minted, are appended to this one.

Conclusions are not taken over: an ordinary run draws them anew from all the evidence. Neither are
histories: what the other ledger believed at some time, its own file goes on saying.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from provenance.records.decisions import Run
from provenance.sql.writing import Writer

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger.store import Store

# In the order in which their rows refer to each other.
_EVIDENCE = (
    *("sources", "articles", "versions", "pages", "blocks"),
    *("entries", "decisions", "subjects"),
)
_ENTITIES = ("chains", "entities", "entity_states", "entity_events")


@attrs.frozen(kw_only=True)
class MergedEvidence:
    """Count what was new.

    Args:
        articles: articles.
        versions: texts, those of articles that were known among them.
        entries: entries of authorities that are new or tell something else.
        decisions: decisions.
        overtaken: the articles of which a text was left out, since a later one is here.
    """

    articles: int
    versions: int
    entries: int
    decisions: int
    overtaken: tuple[str, ...]


def evidence(store: Store) -> dict[str, pa.Table]:
    """Return all evidence, by table: what `append_evidence` to another ledger takes."""
    return {name: store.query(f"evidence_{name}") for name in _EVIDENCE}


def minted(store: Store) -> pa.Table:
    """Return every id that was minted, with the key of what founded it, and what it is called."""
    return store.query("evidence_ids")


def append_evidence(writer: Writer, run: Run, tables: Mapping[str, pa.Table]) -> MergedEvidence:
    """Append the evidence of another ledger that is not here yet.

    A text is left out where a later one of its article is here already, and named.

    Args:
        writer: of the ledger.
        run: the run.
        tables: what `evidence` of the other ledger gave.
    """
    new: dict[str, int] = {}
    with writer.transaction(run) as number:
        versions, overtaken = _versions_not_overtaken(writer, tables["versions"])
        for name, rows in {**tables, "versions": versions}.items():
            new[name] = len(writer.append(f"append_merged_{name}", rows, run=number))
    writer.count_anew()  # the statements number rows themselves
    return MergedEvidence(
        **{name: new[name] for name in ("articles", "versions", "entries", "decisions")},
        overtaken=overtaken,
    )


def _versions_not_overtaken(writer: Writer, versions: pa.Table) -> tuple[pa.Table, tuple[str, ...]]:
    """Return the versions that are not overtaken, and the articles of those that are."""
    import pyarrow.compute as pc

    left = writer.query_of("overtaken_versions", versions)
    kept = pc.invert(pc.is_in(versions["version"], left["version"].combine_chunks()))
    return versions.filter(kept), tuple(sorted(set(left["article"].to_pylist())))


def append_ids(writer: Writer, run: Run, ids: pa.Table) -> int:
    """Append the ids of another ledger that are not here, each with whom it redirects to.

    An id belongs to what it was founded in. So it redirects to the entity, the proposition, the
    story or the origin that holds that now, and is retired where nothing does.

    Args:
        writer: of the ledger.
        run: the run.
        ids: what `minted` of the other ledger gave.

    Returns:
        Their number.
    """
    with writer.transaction(run) as number:
        new = {
            name: len(writer.append(f"append_merged_{name}", ids, run=number)) for name in _ENTITIES
        }
        others = writer.append("merged_ids", ids)
        for partition, key, founder in others:
            row = (next(writer.count(partition)), key, founder, number)
            writer.insert(partition, [row])
        for partition, *state in writer.rows("merged_states", run=number):
            writer.insert(f"{partition}_state", [(*state, number)])
    writer.count_anew()
    return new["entities"] + len(others)
