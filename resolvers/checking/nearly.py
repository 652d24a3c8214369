"""Nearly: statements that a source prints but for a figure, a negation or a name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import attrs

from provenance.records.mentions import Chain
from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.changes import NAME, NEGATION, NUMBER, WordChange, has_figures
from resolvers.checking.corrected import or_outgrown
from resolvers.checking.draft import Statement
from resolvers.checking.evidence import DraftEvidence
from resolvers.checking.locating import Hit
from resolvers.checking.passages import terms_in
from resolvers.checking.sources import SourceArticle
from resolvers.checking.verdict import Verdict, found_at
from resolvers.checking.who import Who, names_agree

_LEAST, _ALIKE = 4, 0.75  # words, and the share of them that are the same
_FEW, _MOST = 3, 5  # words of a change: of more, it is another statement
_WORD = {NUMBER: "number changed", NEGATION: "opposite stance"}


def nearly_printed(evidence: DraftEvidence, statement: Statement) -> Verdict | None:
    """Find a statement that a source prints but for a figure, a negation or a name."""
    stream = evidence.stream(statement)
    if len(stream) < _LEAST:
        return None
    near = evidence.locator.near(evidence.draft.view, stream, _ALIKE)
    telling = _substantive_changes(evidence, statement, near[0]) if near else []
    if not telling or any(_change_length(change) > _MOST for change in telling):
        return None
    return _nearly_printed_verdict(evidence, statement, near[0], telling)


def _substantive_changes(
    evidence: DraftEvidence, statement: Statement, hit: Hit
) -> list[WordChange]:
    """List the changes that make another statement of it."""
    changes = [c for c in hit.changes if not _is_speaker_change(statement, c)]
    return [
        c for c in changes if _is_figure_or_negation_change(c) or _is_entity_swap(evidence, c, hit)
    ]


def _nearly_printed_verdict(
    evidence: DraftEvidence, statement: Statement, hit: Hit, telling: Sequence[WordChange]
) -> Verdict:
    change = min(telling, key=lambda c: (c.kind == NAME, c.kind == NUMBER))
    finding = _WORD.get(change.kind) or _name_change_finding(evidence, change)
    found = attrs.evolve(
        found_at(hit, finding, notes.changed(telling)), values=(change.draft, change.source)
    )
    if change.kind != NUMBER:
        return found
    return or_outgrown(evidence, terms_in(evidence.draft.view, [statement.region]), found)


def _name_change_finding(evidence: DraftEvidence, change: WordChange) -> str:
    """Say what it is to put another name in its place: in a role, or elsewhere."""
    mentions = [
        m
        for chain in evidence.draft.chains
        for m in chain.mentions
        if change.at is not None and m.span.overlaps(change.at)
    ]
    return "role wrong" if any(m.kind == "role" for m in mentions) else "words changed"


def _is_figure_or_negation_change(change: WordChange) -> bool:
    """Whether a change is of a figure for another, or of a negation."""
    if change.kind == NUMBER:
        return has_figures(change)
    return change.kind == NEGATION and _change_length(change) <= _FEW


def _change_length(change: WordChange) -> int:
    return max(len(change.draft.split()), len(change.source.split()))


def _is_entity_swap(evidence: DraftEvidence, change: WordChange, hit: Hit) -> bool:
    """Whether a change puts somebody in another's place."""
    at, there = change.at, change.source_at
    if (
        change.kind != NAME
        or at is None
        or there is None
        or _is_in_neighbouring_sentence(there, hit)
    ):
        return False
    draft = evidence.draft
    own = [draft.people[chain.key] for chain in draft.chains if _has_name_mention_at(chain, at)]
    theirs = _named_entities_at(hit.source, there)
    agree = any(names_agree(a, b) for a, b in product(own, theirs))
    return bool(own and theirs) and not agree


def _named_entities_at(source: SourceArticle, there: Span) -> list[Who]:
    """List who is meant at a place of a source, as far as they have names."""
    chains = (chain for chain in source.chains if chain.who.names)
    return [c.who for c in chains if any(mention.overlaps(there) for mention in c.mentions)]


def _is_speaker_change(statement: Statement, change: WordChange) -> bool:
    """Whether a change is of who says it, which is compared by whom both sides mean."""
    at = change.at
    return at is not None and any(at.overlaps(source) for source in statement.source)


def _has_name_mention_at(chain: Chain, at: Span) -> bool:
    return any(m.kind == "name" and m.span.overlaps(at) for m in chain.mentions)


def _is_in_neighbouring_sentence(there: Span, hit: Hit) -> bool:
    """Whether a word of a source stands in the sentence before or behind."""
    sentence = hit.source.sentences_over(there)
    shared = min(sentence.end, hit.span.end) - max(sentence.start, hit.span.start)
    return shared * 2 < len(hit.span)


def is_small(change: WordChange) -> bool:
    """Whether a change is of a number or a negation alone."""
    return change.kind in {NUMBER, NEGATION} and _change_length(change) <= _FEW
