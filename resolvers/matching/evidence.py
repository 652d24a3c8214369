"""Evidence: what two assertions were compared by, in words, with the characters that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from provenance.decisions import ComparedValues
from resolvers.matching.answers import Answer, Pairing
from resolvers.matching.opposition import sides
from resolvers.matching.prepared import Prepared

Sides = tuple[ComparedValues | None, ComparedValues | None]
_WORDS = ("words", "substance", "order", "letters", "meaning")
_SHOWN = 6  # shared terms, the heaviest first


def evidence(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> dict[str, Sides]:
    """Name for every feature what was compared on both sides.

    What compared nothing has no entry.
    """
    shared = sorted(
        (t for t in one.terms if t in two.terms), key=lambda t: (-one.terms[t] * two.terms[t], t)
    )[:_SHOWN]
    terms = tuple(t.lstrip("=") for t in shared)
    spoken = (
        ComparedValues(values=terms, spans=(one.assertion.pieces[0][0],)),
        ComparedValues(values=terms, spans=(two.assertion.pieces[0][0],)),
    )
    a, b = one.assertion, two.assertion
    both = sorted(e for e in one.entities if e in two.entities)
    speakers = (_told(a.speaker), _told(b.speaker))
    found: dict[str, Sides] = dict.fromkeys(_WORDS, spoken)
    found |= {
        "entities": (_entity(one, both), _entity(two, both)),
        "same speaker": speakers,
        "other speaker": speakers,
    }
    found["cue class"] = (_told(a.modality), _told(b.modality))
    found["time"] = (_day(a.published), _day(b.published))
    asked = next((p for p in pairings if p.a.value.kind != "date"), None)
    if asked is not None:
        found["values"] = (_value(asked.a), _value(asked.b))
    return found


def _told(value: str | None) -> ComparedValues | None:
    return None if value is None else ComparedValues(values=(value,))


def _day(published: datetime | None) -> ComparedValues | None:
    return None if published is None else _told(published.isoformat())


def _entity(side: Prepared, shared: Sequence[str]) -> ComparedValues | None:
    found = next((n for n in side.assertion.named if n.entity in shared), None)
    return ComparedValues(values=tuple(shared), spans=(found.span,)) if found else None


def _value(answer: Answer) -> ComparedValues:
    return ComparedValues(values=(answer.value.surface,), spans=(answer.span,))


def against(kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> Sides:
    """Point at the two answers that part."""
    (x, _), (y, _) = sides(kind, one, two, pairings)
    return (
        ComparedValues(values=(kind,), spans=(x,)),
        ComparedValues(values=(kind,), spans=(y,)),
    )
