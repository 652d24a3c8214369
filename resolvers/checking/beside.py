"""Beside: the figures and names of a statement, by the passage that it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.draft import Statement
from resolvers.checking.evidence import DraftEvidence
from resolvers.checking.figures import OtherFigure, other_figures
from resolvers.checking.naming import OtherName, other_names
from resolvers.checking.passages import LIKE, terms_in
from resolvers.checking.verdict import Verdict
from resolvers.checking.words import PlainWords

_CLAUSE = re.compile(r"[,;:–—]\s+(?:and\s|but\s|while\s)?|\s(?:and|but|while)\s")


def other_facts(
    evidence: DraftEvidence,
    statement: Statement,
    pieces: Sequence[Span],
    near: Span,
    found: Verdict,
) -> list[Verdict]:
    """Judge the figures and names of some pieces of a statement.

    Args:
        evidence: the draft and its sources.
        statement: the statement.
        pieces: which parts of it.
        near: the sentences of the source that say it.
        found: what was found of the rest.
    """
    source = found.source
    if source is None:
        return []
    view, beside = evidence.draft.view, source.sentences_over(near, beside=1)
    figures = [
        _changed_figure_verdict(figure, found)
        for figure in other_figures(view, pieces, source, near, beside)
        if figure.source is not None or not _has_figure_elsewhere(evidence, statement, figure)
    ]
    names = other_names(evidence.draft, pieces, source, near, beside)
    return figures + [_changed_name_verdict(name, found) for name in names]


def _has_figure_elsewhere(
    evidence: DraftEvidence, statement: Statement, figure: OtherFigure
) -> bool:
    """Whether another source has a figure, in a sentence that says its clause."""
    view = evidence.draft.view
    clause = _clause_around_figure(view, statement.region, figure.at)
    said = frozenset(PlainWords(figure.draft).words)
    return any(
        passage.score >= LIKE
        and said <= frozenset(passage.source.stream.inside(passage.span).words)
        for passage in evidence.passages.find(terms_in(view, [clause]))
    )


def _clause_around_figure(view: str, region: Span, at: Span) -> Span:
    """Return the clause of a statement around a figure."""
    cuts = [m.span() for m in _CLAUSE.finditer(view, region.start, region.end)]
    start = max((end for _, end in cuts if end <= at.start), default=region.start)
    end = min((begin for begin, _ in cuts if begin >= at.end), default=region.end)
    return Span(start, end)


def _changed_figure_verdict(figure: OtherFigure, found: Verdict) -> Verdict:
    return attrs.evolve(
        found,
        finding="number changed",
        values=(figure.draft, figure.source or ""),
        note=notes.figure(figure),
    )


def _changed_name_verdict(name: OtherName, found: Verdict) -> Verdict:
    return attrs.evolve(
        found,
        finding="words changed",
        values=(name.draft, name.source),
        note=notes.name(name),
    )
