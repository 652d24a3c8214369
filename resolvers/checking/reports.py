"""Reports: the word for what is reported or narrated, by the sentences that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.beside import other_facts
from resolvers.checking.corrected import or_outgrown
from resolvers.checking.draft import Statement
from resolvers.checking.evidence import DraftEvidence, beside_quotations
from resolvers.checking.nearly import is_small
from resolvers.checking.passages import LIKE, LikePassage, terms_in
from resolvers.checking.quotations import nearly
from resolvers.checking.records import FINE
from resolvers.checking.sources import SourceArticle, SourceClaim
from resolvers.checking.speaking import RANK, speaker_of, with_other_speaker
from resolvers.checking.stances import DENYING, is_turned
from resolvers.checking.verdict import Verdict, gravest
from resolvers.checking.who import OTHER, SAME
from resolvers.checking.words import PlainWords, is_date, is_number

_NEXT = 0.8  # of the best score, from which another passage may say it better
_OWN = 0.6  # the same, where the passage has the same speaker
_LOOSE = 0.4  # of a statement's weight, where all figures and names agree
_OTHERS = 5  # passages that are read to count who else says so
_FEW = 2  # terms, below which a sentence without figures and roles says too little to be found
_LEAST = 3  # words of a sentence that may be printed with another figure
_SURELY = 0.6  # the same, from which it tells of the same though it has another name
_TELLING = 0.3  # of what is told of the names, which a passage has at least
_Judged = list[tuple[LikePassage, Verdict]]


def judge_report(evidence: DraftEvidence, statement: Statement) -> Verdict | None:
    """Judge what is reported or narrated; None where there is nothing in it to check."""
    terms, names = evidence.terms(statement), evidence.names(statement)
    if len(terms) < _FEW and not _is_checkable(evidence, statement):
        return None
    passages = evidence.passages.find(terms, names)
    like = [p for p in passages if p.score >= LIKE and p.telling >= _TELLING]
    if not like:
        found = _loosely(evidence, statement, passages) if statement.stance is None else None
        return found or _without_source(evidence, statement)
    near = _worthwhile(evidence, statement, like)
    if not near:
        return _without_source(evidence, statement)
    found = _best(near)
    if found.finding == "number changed":
        found = or_outgrown(evidence, terms, found)
    return found


def supporting(evidence: DraftEvidence, statement: Statement) -> Iterator[SourceArticle]:
    """Yield the articles that say what a statement says, in whatever words, whoever says it."""
    passages = evidence.passages.find(evidence.terms(statement), evidence.names(statement))
    for passage in passages[:_OTHERS]:
        if passage.score >= max(LIKE, _NEXT * passages[0].score) and passage.telling >= _TELLING:
            verdict = _by_passage(evidence, statement, passage)
            if verdict.finding in {*FINE, "other speaker"}:
                yield passage.source


# dense: which passages count, a line each
def _worthwhile(
    evidence: DraftEvidence, statement: Statement, like: Sequence[LikePassage]
) -> _Judged:
    """Judge a statement by each passage that may be its source, what the same speaker says first."""
    best = like[0].score
    read = [(p, _by_passage(evidence, statement, p)) for p in like if p.score >= _OWN * best]
    # Another name in a sentence that tells of something else is no name that was changed.
    judged = [
        pair for pair in read if pair[1].finding != "words changed" or pair[0].telling >= _SURELY
    ]
    reported = statement.stance is not None
    own = [pair for pair in judged if reported and pair[1].speaker == SAME]
    near = own or [pair for pair in judged if pair[0].score >= _NEXT * best]
    return sorted(near, key=lambda p: (_distance(p[0]), RANK[p[1].speaker], p[1].gravity))


def _best(near: _Judged) -> Verdict:
    """Choose the passage that a statement is judged by.

    Where the likeliest has another figure, name or stance, a passage counts that has the
    statement's own, and none that is silent.
    """
    found = near[0][1]
    for passage, verdict in near[1:]:
        if verdict.gravity < found.gravity and _has(passage, verdict, found):
            found = verdict
    return found


def _distance(passage: LikePassage) -> int:
    """Return how far a passage is from saying what a statement does, in steps."""
    return -round(10 * (passage.score + passage.telling / 2))


def _has(passage: LikePassage, verdict: Verdict, found: Verdict) -> bool:
    """Whether a passage has what another one has otherwise."""
    if found.finding in {"number changed", "words changed"} and found.values:
        here = passage.source.sentences_over(passage.span, beside=1)
        words = passage.source.stream.inside(here).words
        return frozenset(PlainWords(found.values[0]).words) <= frozenset(words)
    return found.finding != "other speaker" or verdict.speaker == SAME


def _loosely(
    evidence: DraftEvidence, statement: Statement, passages: Sequence[LikePassage]
) -> Verdict | None:
    """Find narration whose figures and names all stand in a passage that says little else of it."""
    for passage in passages[:_OTHERS]:
        if passage.score >= _LOOSE:
            found = _by_passage(evidence, statement, passage)
            if found.finding in FINE and _has_figures(evidence, statement, passage):
                return found
    return None


def _has_figures(evidence: DraftEvidence, statement: Statement, passage: LikePassage) -> bool:
    """Whether a statement has figures, and a passage has all of them."""
    here = passage.source.sentences_over(passage.span, beside=1)
    held = frozenset(passage.source.stream.inside(here).words)
    figures = {w for w in evidence.stream(statement).words if is_number(w) or is_date(w)}
    return bool(figures) and figures <= held


# --- without a source -------------------------------------------------------------------------


def _without_source(evidence: DraftEvidence, statement: Statement) -> Verdict | None:
    """Say that there is no source, where a statement has something that needs one."""
    stream = evidence.stream(statement)
    near = evidence.locator.near(evidence.draft.view, stream) if len(stream) >= _LEAST else []
    if near and all(map(is_small, near[0].changes)):
        return nearly(statement, near)
    if statement.stance is None and not _is_checkable(evidence, statement):
        return None
    return Verdict(finding="no source here", note=notes.absent(quotation=False))


def _is_checkable(evidence: DraftEvidence, statement: Statement) -> bool:
    """Whether narration has a figure, or a name with a role."""
    if any(is_number(word) or is_date(word) for word in evidence.stream(statement).words):
        return True
    return any(
        f.name == "role" and statement.region.contains(f.span)
        for chain in evidence.draft.chains_in(statement.region)
        for f in chain.features
    )


# --- one passage ------------------------------------------------------------------------------


def _by_passage(evidence: DraftEvidence, statement: Statement, passage: LikePassage) -> Verdict:
    """Judge a statement by one passage."""
    source, near = passage.source, passage.span
    claim = _claim_in(evidence, statement, passage)
    speaker = speaker_of(statement, source, claim, near)
    exact = _contains(evidence, statement, source, near)
    found = Verdict(
        finding="exact" if exact else "paraphrase",
        source=source,
        span=near,
        claim=claim,
        support=(source,),
        speaker=speaker,
    )
    verdicts = [found, *_opposed(evidence, statement, found, near)]
    if speaker == OTHER and statement.stance is not None:
        verdicts.append(with_other_speaker(statement, found))
    pieces = beside_quotations(statement)
    return gravest([*verdicts, *other_facts(evidence, statement, pieces, near, found)])


# dense: both stances, and what they are of
def _opposed(
    evidence: DraftEvidence, statement: Statement, found: Verdict, near: Span
) -> list[Verdict]:
    """Tell where one side denies what the other says."""
    claim, source = found.claim, found.source
    if source is None:
        return []
    pieces = claim.content if claim else (near,)
    theirs = " … ".join(piece.surface(source.view) for piece in pieces)
    denied = claim.stance in DENYING if claim else _has_cue(evidence, statement, source, near)
    against = (statement.stance in DENYING) != denied
    if against == is_turned(evidence.words(statement.content), theirs):
        return []
    own = statement.stance is not None and found.speaker != OTHER
    narrated = statement.stance is None and not denied
    finding = "opposite stance" if own or narrated else "only as denied"
    return [attrs.evolve(found, finding=finding, note=notes.stance(claim))]


def _has_cue(
    evidence: DraftEvidence, statement: Statement, source: SourceArticle, near: Span
) -> bool:
    """Whether a passage denies with the words of a draft, however it was read."""
    if statement.stance not in DENYING:
        return False
    cue = terms_in(evidence.draft.view, statement.cue)
    return bool(cue & terms_in(source.view, [near]))


def _claim_in(
    evidence: DraftEvidence, statement: Statement, passage: LikePassage
) -> SourceClaim | None:
    """Return the claim of a passage that says most of what a statement says."""
    source, near = passage.source, passage.span
    terms = terms_in(evidence.draft.view, statement.content)
    best: tuple[int, SourceClaim] | None = None
    for claim in source.claims:
        if not any(piece.overlaps(near) for piece in claim.content):
            continue
        shared = len(terms & terms_in(source.view, claim.content))
        if shared * 2 > len(terms) and (best is None or shared >= best[0]):
            best = shared, claim
    return best[1] if best else None


def _contains(
    evidence: DraftEvidence, statement: Statement, source: SourceArticle, near: Span
) -> bool:
    """Whether a passage has the content of a statement word for word."""
    words = PlainWords(evidence.words(statement.content)).words
    words = words[1:] if words[:1] == ("that",) else words
    return bool(words) and bool(source.stream.inside(near).find(words))
