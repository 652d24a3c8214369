"""Corrected: figures of a draft that a later article has otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.draft import Statement
from resolvers.checking.evidence import DraftEvidence
from resolvers.checking.passages import terms_in
from resolvers.checking.sources import Correction, SourceArticle
from resolvers.checking.verdict import Verdict
from resolvers.checking.words import PlainWords, is_number

_SOME = 0.35  # of a statement's terms, which the text has whose figure was corrected


def later_corrected(evidence: DraftEvidence, statement: Statement, found: Verdict) -> list[Verdict]:
    """List what was corrected later of the figures that a statement takes from its source."""
    source, span = found.source, found.span
    if source is None or span is None:
        return []
    said = _figures_in_words(statement.region.surface(evidence.draft.view))
    return [
        _later_corrected_verdict(evidence, found, correction, at)
        for at, correction in _located_corrections(evidence)
        if at[0] is source and at[1].overlaps(span) and _are_figures_stated(correction.value, said)
    ]


def _located_corrections(
    evidence: DraftEvidence,
) -> Iterator[tuple[tuple[SourceArticle, Span], Correction]]:
    """Yield the corrections among the sources, each with where the earlier value stands."""
    for early, corrections in evidence.library.corrected.items():
        at = evidence.library.asserted.get(early)
        if at is not None:
            yield from ((at, correction) for correction in corrections)


def _are_figures_stated(value: str, said: frozenset[str]) -> bool:
    """Whether a value has figures, and all of them are said."""
    figures = _figures_in_words(value)
    return bool(figures) and figures <= said


def or_outgrown(evidence: DraftEvidence, terms: frozenset[str], found: Verdict) -> Verdict:
    """Tell a figure that was changed from one that was right until it was corrected."""
    said = _figures_in_words(found.values[0]) if found.values else frozenset()
    for at, correction in _located_corrections(evidence) if said else ():
        if said <= _figures_in_words(correction.value) and _passage_shares_terms(terms, at):
            return _later_corrected_verdict(evidence, found, correction, at)
    return found


def _passage_shares_terms(terms: frozenset[str], at: tuple[SourceArticle, Span]) -> bool:
    source, span = at
    return len(terms & terms_in(source.view, [span])) >= _SOME * len(terms)


def _later_corrected_verdict(
    evidence: DraftEvidence, found: Verdict, correction: Correction, at: tuple[SourceArticle, Span]
) -> Verdict:
    late = evidence.library.asserted.get(correction.late)
    return attrs.evolve(
        found,
        finding="later corrected",
        source=at[0],
        span=at[1],
        claim=at[0].claim_over(at[1]),
        values=(correction.value, correction.now),
        note=notes.later(correction, late[0] if late else None),
    )


def _figures_in_words(words: str) -> frozenset[str]:
    """Return the numbers of some words."""
    return frozenset(w for w in PlainWords(words).words if is_number(w))
