"""Taking decisions in: each is appended once, and a later run carries it out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from provenance.identifiers import content_hash
from provenance.ledger import encode_judgements
from provenance.records.decisions import Run, code_version
from provenance.records.judgements import Decision
from provenance.sql.writing import Writer


def append_decisions(writer: Writer, decisions: Iterable[Decision]) -> int:
    """Append decisions that are new, with what they are about; return their number."""
    given = list(decisions)
    known = {key for (key,) in writer.rows("decision_keys")}
    new = {d.key: d for d in given if d.key not in known}
    if not new:
        return 0
    with writer.transaction(_decision_run(given)) as number:
        numbered = zip(new.values(), writer.count("decision"), strict=False)
        told, subjects = encode_judgements.decision_tables((n, d) for d, n in numbered)
        writer.append("append_decisions", told, run=number)
        writer.append("append_decision_subjects", subjects, run=number)
    return len(new)


def _decision_run(given: Iterable[Decision]) -> Run:
    now = datetime.now(UTC)
    return Run(
        stage="decide",
        code=code_version(),
        input_digest=content_hash(*(d.key for d in given)),
        started_at=now,
        ended_at=now,
    )
