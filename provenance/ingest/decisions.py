"""Decisions from JSON Lines, as `spantrail export decisions` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from provenance.exceptions import InputError
from provenance.records.judgements import Decision, DecisionSubject

_WORDS = ("verb", "about", "actor", "actor_kind", "reason")
_MAYBE = ("value", "supersedes", "actor_version")
_SUBJECT = ("side", "article", "text_hash", "start", "end", "surface")


def read_decisions(path: Path) -> tuple[list[Decision], list[InputError]]:
    """Read decisions, one a line.

    Args:
        path: a file of JSON Lines.

    Returns:
        The decisions, and an error for every line that is none.
    """
    found: list[Decision] = []
    refused: list[InputError] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_read_decision(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                refused.append(_decision_refusal(path, number, error))
    return found, refused


def _decision_refusal(path: Path, line: int, error: Exception) -> InputError:
    what = f"field {error} is missing" if isinstance(error, KeyError) else str(error)
    return InputError(f"this is no decision: {what}", file=str(path), line=line)


def _read_decision(row: Mapping[str, Any]) -> Decision:
    """Read one decision, and see that it says what its key was made of.

    Raises:
        ValueError: a value is not what it may be, or the key is another decision's.
    """
    plain: dict[str, Any] = {name: str(row[name]) for name in _WORDS}
    plain |= {name: row.get(name) for name in _MAYBE}
    made = Decision(
        subjects=tuple(_read_subject(subject) for subject in row["subjects"]),
        decided_at=datetime.fromisoformat(row["decided_at"]),
        evidence=tuple(row.get("evidence") or ()),
        **plain,
    )
    if row.get("decision") not in {None, made.key}:
        raise ValueError(f"its key {row['decision']!r} is not that of what it says")
    return made


def _read_subject(row: Mapping[str, Any]) -> DecisionSubject:
    values: dict[str, Any] = {name: row.get(name) for name in _SUBJECT}
    return DecisionSubject(**values)
