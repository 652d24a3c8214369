"""Decisions to Arrow tables, in the shape in which they are appended, and back from rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from provenance.ledger.encode import table
from provenance.records.judgements import Decision, DecisionSubject

if TYPE_CHECKING:
    import pyarrow as pa

_DECISION = {
    "decision_id": "int64",
    "decision": "string",
    "verb": "string",
    "about": "string",
    "value": "string",
    "actor": "string",
    "actor_kind": "string",
    "actor_version": "string",
    "reason": "string",
    "evidence": "texts",
    "decided_at": "time",
    "supersedes": "string",
}
_SUBJECT = {
    "decision_id": "int64",
    "place": "int64",
    "side": "string",
    "article": "string",
    "text_hash": "string",
    "start": "int64",
    "end": "int64",
    "surface": "string",
}
_ACTOR = ("actor", "actor_kind", "actor_version")
_PLAIN = ("verb", "about", "value", *_ACTOR, "reason", "evidence", "supersedes")
_OF_SUBJECTS = ("side", "article", "text_hash", "start", "end", "surface")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def decision_tables(numbered: Iterable[tuple[int, Decision]]) -> tuple[pa.Table, pa.Table]:
    """Lay decisions out with their numbers, and their subjects."""
    told = list(numbered)
    decisions = table(
        _DECISION,
        [
            (
                *(number, d.key, d.verb, d.about, d.value, d.actor, d.actor_kind),
                *(d.actor_version, d.reason, list(d.evidence), d.decided_at, d.supersedes),
            )
            for number, d in told
        ],
    )
    subjects = table(
        _SUBJECT,
        [
            (number, place, s.side, s.article, s.text_hash, s.start, s.end, s.surface)
            for number, d in told
            for place, s in enumerate(d.subjects)
        ],
    )
    return decisions, subjects


def decision_of(row: Mapping[str, Any], subjects: Iterable[DecisionSubject]) -> Decision:
    """Read a decision from a row, whose time is in microseconds since 1970."""
    at = _EPOCH + timedelta(microseconds=row["decided_at"])
    return Decision(subjects=subjects, decided_at=at, **{name: row[name] for name in _PLAIN})


def subject_of(row: Mapping[str, Any]) -> DecisionSubject:
    """Read from a row what a decision is about."""
    return DecisionSubject(**{name: row[name] for name in _OF_SUBJECTS})
