"""Merging: another ledger's evidence, and the ids that it minted, are appended to this one.

Conclusions are not taken over: an ordinary run draws them anew from all the evidence. Neither are
histories: what the other ledger believed at some time, its own file goes on saying.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from provenance.appending import Appending
from provenance.decisions import Run

if TYPE_CHECKING:
    import pyarrow as pa

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


class Merging(Appending):
    """Take over the evidence and the ids of other ledgers."""

    def evidence(self) -> dict[str, pa.Table]:
        """Give all evidence, by table: what `add_evidence` of another ledger takes."""
        return {name: self.query(f"evidence_{name}") for name in _EVIDENCE}

    def add_evidence(self, run: Run, tables: Mapping[str, pa.Table]) -> MergedEvidence:
        """Append the evidence of another ledger that is not here yet.

        A text is left out where a later one of its article is here already, and named.

        Args:
            run: the run.
            tables: what `evidence` of the other ledger gave.
        """
        new: dict[str, int] = {}
        with self._transaction(run) as number:
            versions, overtaken = self._in_time(tables["versions"])
            for name, rows in {**tables, "versions": versions}.items():
                new[name] = len(self._append(f"append_merged_{name}", rows, run=number))
        self._counts.clear()  # the statements number rows themselves
        return MergedEvidence(
            **{name: new[name] for name in ("articles", "versions", "entries", "decisions")},
            overtaken=overtaken,
        )

    def _in_time(self, versions: pa.Table) -> tuple[pa.Table, tuple[str, ...]]:
        """Return the versions that are not overtaken, and the articles of those that are."""
        import pyarrow.compute as pc

        self._connection.register("incoming_versions", versions)
        left = self.query("overtaken_versions", incoming="incoming_versions")
        self._connection.unregister("incoming_versions")
        kept = pc.invert(pc.is_in(versions["version"], left["version"].combine_chunks()))
        return versions.filter(kept), tuple(sorted(set(left["article"].to_pylist())))

    def minted(self) -> pa.Table:
        """Give every id that was minted, with the key of what founded it, and what it is called."""
        return self.query("evidence_ids")

    def add_ids(self, run: Run, minted: pa.Table) -> int:
        """Append the ids of another ledger that are not here, each with whom it redirects to.

        An id belongs to what it was founded in. So it redirects to the entity, the proposition, the
        story or the origin that holds that now, and is retired where nothing does.

        Args:
            run: the run.
            minted: what `minted` of the other ledger gave.

        Returns:
            Their number.
        """
        with self._transaction(run) as number:
            new = {
                name: len(self._append(f"append_merged_{name}", minted, run=number))
                for name in _ENTITIES
            }
            others = self._append("merged_ids", minted)
            for partition, key, founder in others:
                row = (next(self._count(partition)), key, founder, number)
                self._insert(partition, [row])
            for partition, *state in self._rows("merged_states", run=number):
                self._insert(f"{partition}_state", [(*state, number)])
        self._counts.clear()
        return new["entities"] + len(others)
