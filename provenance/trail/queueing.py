"""The queue: what is worth a person's decision, uncertain times consequential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.trail.answers import AnswerRecord, Answers
from provenance.trail.deciding import best_mentions
from provenance.trail.records import Sighting

if TYPE_CHECKING:
    from provenance.ledger.store import Store

KINDS = ("join", "near")
SURE = 4  # bits of a join from which on nobody needs to look: .94
LEAST = 0.1  # the probability of a pair below which nobody needs to


@attrs.frozen(kw_only=True, repr=False)
class OpenPair(AnswerRecord):
    """Ask whether two mentions are one entity.

    Args:
        kind: `join`, where they are one now, by a weak join; `near`, where they are two, and came
            close.
        a: one mention.
        b: the other; of a join, the one that founded the entity, else the surest of it that stands.
        probability: that they are one.
        score: uncertainty times the logarithm of how many articles hang on it.
    """

    kind: str
    a: Sighting
    b: Sighting
    probability: float
    score: float


def queue(store: Store, *, limit: int = 20) -> Answers[OpenPair]:
    """List what is worth deciding, the most valuable first.

    What somebody decided or was unsure of is left out.

    Args:
        store: the ledger.
        limit: how many at most.
    """
    asked = _decided_pairs(store)
    more = limit + len(asked)
    rows = _open_pair_rows(store, more)
    first = _undecided_pairs(_open_pairs(store, rows[:more]), asked)
    # Ties at the end, or pairs whose texts are current no more: then all are read.
    whole = len(rows) <= more or (len(first) >= limit and _has_score_drop(rows, more))
    left = first if whole else _undecided_pairs(_open_pairs(store, rows), asked)
    return Answers(left[:limit], OpenPair)


def _open_pair_rows(store: Store, most: int) -> list[dict[str, Any]]:
    """List pairs of chains of both kinds, at most so many of each, the most valuable first."""
    joins = store.records("queue_joins", sure=SURE, limit=most)
    near = store.records("queue_pairs", least=LEAST, limit=most)
    rows = [{**row, "kind": "join"} for row in joins] + [{**row, "kind": "near"} for row in near]
    return sorted(rows, key=lambda row: -float(row["score"]))


def _has_score_drop(rows: Sequence[Mapping[str, Any]], at: int) -> bool:
    """Whether those before a place weigh more than those behind it."""
    return bool(rows[at - 1]["score"] > rows[at]["score"])


def _undecided_pairs(pairs: Iterable[OpenPair], asked: Sequence[set[str]]) -> list[OpenPair]:
    """Leave out the pairs that somebody decided, and order the others."""
    left = [pair for pair in pairs if {pair.a.reference, pair.b.reference} not in asked]
    return sorted(left, key=lambda q: (-q.score, q.kind, q.a.reference, q.b.reference))


def _open_pairs(store: Store, rows: Sequence[Mapping[str, Any]]) -> list[OpenPair]:
    """Read the mentions of pairs of chains; a chain that is not in a current text is left out."""
    said = best_mentions(store, sorted({row[side] for row in rows for side in ("a", "b")}))
    return [
        OpenPair(
            kind=row["kind"],
            a=said[row["a"]],
            b=said[row["b"]],
            probability=row["probability"],
            score=row["score"],
        )
        for row in rows
        if row["a"] in said and row["b"] in said
    ]


def _decided_pairs(store: Store) -> list[set[str]]:
    """Return the pairs of places of which somebody has decided."""
    places: dict[int, set[str]] = {}
    for row in store.records("decision_subjects"):
        reference = f"{row['article']}:{row['start']}-{row['end']}"
        places.setdefault(row["decision_id"], set()).add(reference)
    return [pair for pair in places.values() if len(pair) == len("ab")]
