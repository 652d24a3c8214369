"""Evidence: what two assertions were compared by, in words, with the characters that hold it."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.decisions import Evidence
from resolvers.matching.answers import Answer, Pairing
from resolvers.matching.opposition import sides
from resolvers.matching.prepared import Prepared

Sides = tuple[Evidence | None, Evidence | None]
_WORDS = ("words", "substance", "order", "letters", "meaning")
_SHOWN = 6  # shared terms, the heaviest first


def evidence(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> dict[str, Sides]:
    """Name for every feature what was compared on both sides; what compared nothing has no entry."""
    shared = sorted(
        (t for t in one.terms if t in two.terms), key=lambda t: (-one.terms[t] * two.terms[t], t)
    )[:_SHOWN]
    value = " ".join(t.lstrip("=") for t in shared)
    spoken = (
        Evidence(value=value, span=one.assertion.pieces[0][0]),
        Evidence(value=value, span=two.assertion.pieces[0][0]),
    )
    a, b = one.assertion, two.assertion
    both = sorted(e for e in one.entities if e in two.entities)
    speakers = (Evidence(value=a.speaker), Evidence(value=b.speaker))
    found: dict[str, Sides] = dict.fromkeys(_WORDS, spoken)
    found |= {
        "entities": (_entity(one, both), _entity(two, both)),
        "same speaker": speakers,
        "other speaker": speakers,
    }
    found["cue class"] = (Evidence(value=a.modality), Evidence(value=b.modality))
    found["time"] = tuple(
        Evidence(value=x.published.isoformat()) if x.published else None for x in (a, b)
    )  # type: ignore[assignment]
    asked = next((p for p in pairings if p.a.value.kind != "date"), None)
    if asked is not None:
        found["values"] = (_value(asked.a), _value(asked.b))
    return found


def _entity(side: Prepared, shared: Sequence[str]) -> Evidence | None:
    found = next((n for n in side.assertion.named if n.entity in shared), None)
    return Evidence(value=" ".join(shared), span=found.span) if found else None


def _value(answer: Answer) -> Evidence:
    return Evidence(value=answer.value.surface, span=answer.span)


def against(kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> Sides:
    """Point at the two answers that part."""
    (x, _), (y, _) = sides(kind, one, two, pairings)
    return Evidence(value=kind, span=x), Evidence(value=kind, span=y)
