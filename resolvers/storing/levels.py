"""Levels: what the grades of compared pairs are called in words."""

from __future__ import annotations

from collections.abc import Mapping

from provenance.ledger.encode import table
from provenance.sql.writing import Writer

_KINDS = dict.fromkeys(("partition", "feature", "level", "label"), "string")


def append_levels(
    writer: Writer, run: int, partition: str, labels: Mapping[tuple[str, str], str]
) -> None:
    """Append what the levels of a partition's pairs are called, once a process.

    Args:
        writer: of the ledger, in a transaction.
        run: the number of its run.
        partition: entity, story or proposition.
        labels: feature and level, to words.
    """
    if partition in writer.known.labelled:
        return
    rows = [(partition, *level, label) for level, label in sorted(labels.items())]
    writer.append("append_comparison_levels", table(_KINDS, rows), run=run)
    writer.known.labelled.add(partition)
