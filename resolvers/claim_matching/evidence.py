"""Evidence: what two assertions were compared by, in words, with the characters that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from provenance.records.decisions import ComparedValues
from resolvers.claim_matching.answers import Answer, Pairing
from resolvers.claim_matching.contradiction import sides
from resolvers.claim_matching.features import Prepared

Sides = tuple[ComparedValues | None, ComparedValues | None]
_WORDS = ("words", "substance", "order", "letters", "meaning")
_SHOWN = 6  # shared terms, the heaviest first


def evidence(one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> dict[str, Sides]:
    """Name for every feature what was compared on both sides.

    What compared nothing has no entry.
    """
    a, b = one.assertion, two.assertion
    speakers = (_evidence_without_span(a.speaker), _evidence_without_span(b.speaker))
    return {
        **dict.fromkeys(_WORDS, _shared_term_evidence(one, two)),
        "entities": _shared_entity_evidence(one, two),
        "same speaker": speakers,
        "other speaker": speakers,
        "cue class": (_evidence_without_span(a.modality), _evidence_without_span(b.modality)),
        "time": (_publication_evidence(a.published), _publication_evidence(b.published)),
        **_value_evidence(pairings),
    }


def _value_evidence(pairings: Sequence[Pairing]) -> dict[str, Sides]:
    """Name the first values that answer one question, days aside."""
    asked = next((p for p in pairings if p.a.value.kind != "date"), None)
    return (
        {} if asked is None else {"values": (_answer_evidence(asked.a), _answer_evidence(asked.b))}
    )


def _shared_term_evidence(one: Prepared, two: Prepared) -> Sides:
    """Name the heaviest terms that both have, where each begins."""
    shared = [term for term in one.terms if term in two.terms]
    shared.sort(key=lambda term: (-one.terms[term] * two.terms[term], term))
    terms = tuple(term.lstrip("=") for term in shared[:_SHOWN])
    return _terms_at_first_piece(terms, one), _terms_at_first_piece(terms, two)


def _terms_at_first_piece(terms: tuple[str, ...], side: Prepared) -> ComparedValues:
    return ComparedValues(values=terms, spans=(side.assertion.pieces[0][0],))


def _shared_entity_evidence(one: Prepared, two: Prepared) -> Sides:
    """Name the entities that both have, where each names one first."""
    both = sorted(entity for entity in one.entities if entity in two.entities)
    return _entities_at_first_mention(one, both), _entities_at_first_mention(two, both)


def _evidence_without_span(value: str | None) -> ComparedValues | None:
    return None if value is None else ComparedValues(values=(value,))


def _publication_evidence(published: datetime | None) -> ComparedValues | None:
    return None if published is None else _evidence_without_span(published.isoformat())


def _entities_at_first_mention(side: Prepared, shared: Sequence[str]) -> ComparedValues | None:
    found = next((n for n in side.assertion.named if n.entity in shared), None)
    return ComparedValues(values=tuple(shared), spans=(found.span,)) if found else None


def _answer_evidence(answer: Answer) -> ComparedValues:
    return ComparedValues(values=(answer.value.surface,), spans=(answer.span,))


def against(kind: str, one: Prepared, two: Prepared, pairings: Sequence[Pairing]) -> Sides:
    """Point at the two answers that part."""
    (x, _), (y, _) = sides(kind, one, two, pairings)
    return (
        ComparedValues(values=(kind,), spans=(x,)),
        ComparedValues(values=(kind,), spans=(y,)),
    )
