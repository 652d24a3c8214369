"""Decisions: their keys are hashes of their content, computed again here."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from provenance.ledger.encode_judgements import decision_of, subject_of
from provenance.records.judgements import DecisionSubject
from provenance.sql import statements
from provenance.sql.running import parsed

if TYPE_CHECKING:
    import duckdb


def strange_decisions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the decisions that are none, or whose key is not that of what they say."""
    rows = _query_records(connection, "decisions")
    subjects: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _query_records(connection, "decision_subjects") if rows else ():
        subjects[row["decision_id"]].append(row)
    found = [(row, _decision_problem(row, subjects[row["decision_id"]])) for row in rows]
    return [f"decision {row['decision_id']}: {problem}" for row, problem in found if problem]


def _decision_problem(row: dict[str, Any], subjects: list[dict[str, Any]]) -> str | None:
    try:
        told: list[DecisionSubject] = [subject_of(subject) for subject in subjects]
        key = decision_of(row, told).key
    except (TypeError, ValueError, OverflowError) as error:
        return f"it is none: {error}"
    return (
        None
        if key == row["decision"]
        else f"its key {row['decision'][:12]} is not that of its content"
    )


def _query_records(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    result = connection.execute(parsed(connection, statements()[name]))
    rows = result.fetchall()
    columns = [column[0] for column in connection.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in rows]
