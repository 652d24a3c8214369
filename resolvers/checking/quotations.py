"""Quotations: the word for a statement that quotes, by where its words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from resolvers.checking import notes
from resolvers.checking.beside import other_facts
from resolvers.checking.changes import NEGATION, NUMBER, has_figures
from resolvers.checking.draft import Statement
from resolvers.checking.evidence import DraftEvidence, beside_quotations
from resolvers.checking.locating import ALIKE, Hit
from resolvers.checking.quoting import Quoted
from resolvers.checking.sources import SourceClaim
from resolvers.checking.speaking import speaker_at, speaker_rank, widest, with_other_speaker
from resolvers.checking.stances import DENYING
from resolvers.checking.verdict import Verdict, found_at, gravest
from resolvers.checking.who import OTHER, SAME, UNKNOWN

_SHORT = 3  # words up to which a quotation may be found by chance, where nobody is quoted
_SMALL = 5  # words up to which a quotation of one speaker may have little left of it
_LITTLE = 0.3  # of its words
_GRAVEST = {NEGATION: "opposite stance", NUMBER: "number changed"}  # changes, the gravest first


def judge_quotations(evidence: DraftEvidence, statement: Statement) -> Verdict:
    """Judge a statement by its quotations, then by what stands beside them."""
    worst = gravest(_quotation_verdict(evidence, statement, quoted) for quoted in statement.quoted)
    source, span = worst.source, worst.span
    if source is None or span is None:
        return worst
    near = source.sentences_over(widest(span, worst.claim))
    pieces = beside_quotations(statement)
    return gravest([worst, *other_facts(evidence, statement, pieces, near, worst)])


def _quotation_verdict(evidence: DraftEvidence, statement: Statement, quoted: Quoted) -> Verdict:
    """Judge one quotation."""
    hits = _without_chance_hits(statement, quoted, evidence.locator.exact(quoted))
    if hits:
        return _exact_quotation_verdict(statement, hits)
    near = _without_chance_hits(
        statement, quoted, _near_quotation_hits(evidence, statement, quoted)
    )
    if near:
        return nearly(statement, near)
    return Verdict(finding="no source here", note=notes.absent(quotation=True))


def _near_quotation_hits(
    evidence: DraftEvidence, statement: Statement, quoted: Quoted
) -> list[Hit]:
    """List where nearly the same words stand; of a few words by one speaker, fewer are left.

    A few words of narration that are like them are nobody's quotation.
    """
    few = len(quoted.words) <= _SMALL
    hits = evidence.locator.near(evidence.draft.view, quoted, _LITTLE if few else ALIKE)
    return [
        hit
        for hit in hits
        if _is_like_quotation(hit, few=few)
        or (hit.is_quoted and speaker_at(statement, hit) == SAME)
    ]


def _is_like_quotation(hit: Hit, *, few: bool) -> bool:
    """Whether words are enough like a quotation; like one of a few words only what is claimed."""
    return hit.likeness >= ALIKE and not (few and hit.claim is None)


def _without_chance_hits(statement: Statement, quoted: Quoted, hits: Iterable[Hit]) -> list[Hit]:
    """Leave out where a few words stand by chance: in nobody's quotation, and not the speaker's."""
    found = list(hits)
    if len(quoted.words) > _SHORT:
        return found
    return [hit for hit in found if hit.is_quoted or speaker_at(statement, hit) == SAME]


# --- word for word ----------------------------------------------------------------------------


def _exact_quotation_verdict(statement: Statement, hits: Sequence[Hit]) -> Verdict:
    """Judge a quotation whose words a source has as they are, by the gravest word that applies."""
    best = min(hits, key=lambda hit: _quotation_hit_rank(statement, hit))
    exact = found_at(best, "exact", support=hits)
    speaker = speaker_at(statement, best)
    if not best.source.current:
        return superseded(best, hits)
    if speaker == OTHER:
        return with_other_speaker(statement, exact)
    if speaker == UNKNOWN and _may_have_several_speakers(statement, hits):
        return found_at(best, "ambiguous", notes.several(hits), hits)
    if _has_opposite_stance(statement, best.claim):
        return found_at(best, "opposite stance", notes.stance(best.claim))
    if _is_unquoted_in_source(best):
        return found_at(best, "paraphrase", notes.not_quoted(), hits)
    return exact


def _is_unquoted_in_source(hit: Hit) -> bool:
    """Whether words are a source's own, which tells what somebody said."""
    return hit.claim is not None and not hit.is_quoted and not _has_quotation_marks(hit)


def _may_have_several_speakers(statement: Statement, hits: Iterable[Hit]) -> bool:
    """Whether a draft does not say who says it, and several do in the sources."""
    return statement.speaker is None and _count_speakers(hits) > 1


def superseded(best: Hit, hits: Iterable[Hit]) -> Verdict:
    """Say that a later version of the article no longer has the words."""
    return found_at(best, "later corrected", notes.superseded(best.source), hits)


def _quotation_hit_rank(statement: Statement, hit: Hit) -> tuple[object, ...]:
    """Rank a place: the same speaker's first, then the earliest."""
    return (
        not hit.source.current,
        speaker_rank(statement, hit),
        not hit.is_quoted,
        hit.source.published is None,
        hit.source.published or 0,
        hit.source.article,
        hit.span.start,
    )


def _has_opposite_stance(statement: Statement, claim: SourceClaim | None) -> bool:
    """Whether one of two denies what the other says in the same words."""
    return claim is not None and (statement.stance in DENYING) != (claim.stance in DENYING)


def _count_speakers(hits: Iterable[Hit]) -> int:
    """Count who says it in the sources."""
    known = [hit.claim.speaker for hit in hits if hit.claim and hit.claim.speaker]
    return len({who.name for who in known})


def _has_quotation_marks(hit: Hit) -> bool:
    """Whether marks of any kind stand around the words: those of a title, single ones."""
    view = hit.source.view
    before, after = view[: hit.span.start].rstrip()[-1:], view[hit.span.end : hit.span.end + 2]
    return before in {"“", "‘", "'"} or any(mark in after for mark in "”’'")


# --- with changes -----------------------------------------------------------------------------


def nearly(statement: Statement, near: Sequence[Hit]) -> Verdict:
    """Judge words that a source has with changes."""
    best = min(
        near, key=lambda hit: (-round(hit.likeness, 1), *_quotation_hit_rank(statement, hit))
    )
    kinds = {c.kind for c in best.changes if c.kind != NUMBER or has_figures(c)}
    grave = [kind for kind in _GRAVEST if kind in kinds]
    finding = _GRAVEST[grave[0]] if grave else "words changed"
    shown = next((c for c in best.changes if c.kind in grave), best.changes[0])
    verdict = found_at(best, finding, notes.changed(best.changes))
    return attrs.evolve(verdict, values=(shown.draft, shown.source))
