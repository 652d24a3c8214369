"""Conflicts as people look at them: one question, two answers, and who gives each.

Behind each answer stand the reportings that it goes back to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from provenance.spans import Citation, Span, cite
from provenance.trail.answers import AnswerRecord
from provenance.trail.assertions import Voice, by_origin, voice

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True, repr=False)
class Given(AnswerRecord):
    """Give an answer with the characters that give it, and who says so."""

    span: Citation
    surface: str
    voice: Voice

    @property
    def reference(self) -> str:
        """Where the answer stands."""
        return self.span.reference

    @property
    def does(self) -> str:
        """What whoever gives it does: reports (an outlet in its own voice), says, denies, asks."""
        return self.voice.does


@attrs.frozen(kw_only=True, repr=False)
class Side(AnswerRecord):
    """Hold one side of a conflict."""

    group: str
    answers: tuple[Given, ...]

    @property
    def origins(self) -> tuple[str | None, ...]:
        """The reportings behind this side; articles that copied are not counted."""
        return tuple(origin for origin, _ in by_origin(a.voice for a in self.answers))


@attrs.frozen(kw_only=True, repr=False)
class ConflictView(AnswerRecord):
    """Show two propositions that cannot both hold.

    Args:
        kind: number, money, percentage, date, agent (who did it), denial, speaker (one
            quotation is given to two); update where the later one counts on.
        question: what both answer, in words.
        a: the side that was asserted first.
        weight: log2 of the odds that both answer one question, of the surest pair.
        reason: why they are taken to: "one toll of one story", "shared words"; of the surest pair.
        status: open, or ended.
        ended_at: when the ledger learned that it has ended.
        ended_by: the articles that were corrected; none where it ended because evidence or rules
            changed.
    """

    kind: str
    question: str
    a: Side
    b: Side
    weight: float
    reason: str
    status: str
    ended_at: datetime | None = None
    ended_by: tuple[str, ...] = ()

    @property
    def probability(self) -> float:
        """How sure it is that both answer one question."""
        return 1 / (1 + 2**-self.weight)


def conflicts(
    store: Store,
    *,
    story: str | None = None,
    group: str | None = None,
) -> list[ConflictView]:
    """List conflicts, the open ones first, updates behind them, then those that have ended.

    Of each sort the surest come first, and of equally sure ones those that were told first.
    A conflict is open as long as any two assertions hold it up; those that a correction took away
    are not shown then.

    Args:
        store: the ledger.
        story: only those of this story, by its id.
        group: only those of this group of claims, by its id.
    """
    rows = store.query("trail_conflicts", story=story, group=group).to_pylist()
    found: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    for row in rows:  # open ones first
        several = found.setdefault((row["group_a"], row["group_b"], row["kind"]), [])
        if not several or several[0]["ended"] == row["ended"]:
            several.append(row)
    return sorted(map(_conflict_view, found.values()), key=_conflict_sort_key)


def _conflict_sort_key(conflict: ConflictView) -> tuple[bool, bool, float]:
    return conflict.status == "ended", conflict.kind == "update", -conflict.weight


def _conflict_view(rows: list[Mapping[str, Any]]) -> ConflictView:
    first, surest = rows[0], max(rows, key=lambda row: row["weight"])
    return ConflictView(
        kind=first["kind"],
        question=first["question"],
        a=_conflict_side(first["group_a"], rows, "_a"),
        b=_conflict_side(first["group_b"], rows, "_b"),
        weight=surest["weight"],
        reason=surest["reason"],
        status="ended" if first["ended"] else "open",
        ended_at=max((row["ended_at"] for row in rows if row["ended_at"]), default=None),
        ended_by=tuple(sorted(_corrected_articles(rows))),
    )


def _corrected_articles(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """List the articles whose corrections ended it."""
    sides = ((row, side) for row in rows if row["ended"] for side in "ab")
    return {row[f"article_{side}"] for row, side in sides if not row[f"current_{side}"]}


def _conflict_side(group: str, rows: Iterable[Mapping[str, Any]], side: str) -> Side:
    answers = {
        (row[f"claim{side}"], row[f"start{side}"]): Given(
            span=cite(
                Span(row[f"start{side}"], row[f"end{side}"]),
                row[f"article{side}"],
                row[f"version{side}"],
                row[f"text{side}"],
            ),
            surface=row[f"surface{side}"],
            voice=voice(row, side),
        )
        for row in rows
    }
    return Side(group=group, answers=tuple(answers.values()))
