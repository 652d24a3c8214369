"""The judgements of nomenklatura, one a line: who is who and who is not.

A line is `[target, source, judgement, score, user, time]`, the time that it was deleted maybe
behind. Ids that begin with NK- name clusters of its own; all others are those of data sets.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs

from provenance.exceptions import InputError

VERBS = {"positive": "same", "negative": "different", "unsure": "unsure"}
_UNJUDGED = "no_judgement"  # a pair that it scored, and nobody has looked at
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # of what has no time: any word is newer
_FIELDS = 5  # target, source, judgement, score and user


@attrs.frozen(kw_only=True)
class Judgement:
    """Hold one line.

    Args:
        line: its number.
        target: an id.
        source: another one.
        verb: what it says of the two: same, different or unsure.
        user: who says so; None where nomenklatura decided by itself.
        at: when.
    """

    line: int
    target: str
    source: str
    verb: str
    user: str | None
    at: datetime


def is_resolver_file(path: Path) -> bool:
    """Whether the first line of a file is a list, as nomenklatura's are, and no object."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        return lines.readline(10_000).lstrip().startswith("[")


def read_judgements(path: Path) -> tuple[list[Judgement], list[InputError]]:
    """Read nomenklatura's lines; pairs that nobody judged, and what was deleted, say nothing.

    Args:
        path: the file.

    Returns:
        The judgements, and an error for every line that is none.
    """
    found: list[Judgement] = []
    refused: list[InputError] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            judgement = _read_judgement(number, json.loads(line)) if line.strip() else None
        except (TypeError, ValueError) as error:
            what = f"this is no line of nomenklatura's resolver: {error}"
            refused.append(InputError(what, file=str(path), line=number))
            continue
        if judgement is not None:
            found.append(judgement)
    return found, refused


def _read_judgement(number: int, row: Any) -> Judgement | None:  # noqa: ANN401  (as JSON has it)
    """Read one line; None where it says nothing.

    Raises:
        ValueError: it has another form, or says what nobody knows.
    """
    target, source, word, _, user, at, deleted, *_ = [*_checked_judgement_row(row), None, None]
    if word == _UNJUDGED or deleted is not None:
        return None
    if word not in VERBS:
        raise ValueError(f"{word!r} is none of {', '.join([*VERBS, _UNJUDGED])}")
    return Judgement(
        line=number,
        target=target,
        source=source,
        verb=VERBS[word],
        user=str(user) if user else None,
        at=_EPOCH if at is None else _judgement_time(str(at)),
    )


def _checked_judgement_row(row: Any) -> list[Any]:  # noqa: ANN401  (as JSON has it)
    """Return a line that is a list and begins with two ids.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(row, list) or len(row) < _FIELDS:
        raise ValueError("expected [target, source, judgement, score, user, time]")
    if not all(isinstance(name, str) and name for name in row[:2]):
        raise ValueError("its first two values are no ids")
    return row


def _judgement_time(written: str) -> datetime:
    """Read a time; one without a zone is UTC, as nomenklatura writes it."""
    time = datetime.fromisoformat(written)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
