"""Reports: the word for what is reported or narrated, by the sentences that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

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
    if len(terms) < _FEW and not _has_figure_or_role(evidence, statement):
        return None
    passages = evidence.passages.find(terms, names)
    like = [passage for passage in passages if _is_like_passage(passage)]
    near = _judge_passages(evidence, statement, like) if like else []
    if near:
        found = _best_verdict(near)
        return or_outgrown(evidence, terms, found) if found.finding == "number changed" else found
    is_narrated = statement.stance is None and not like
    loose = _loose_narration_verdict(evidence, statement, passages) if is_narrated else None
    return loose or _no_source_verdict(evidence, statement)


def supporting(evidence: DraftEvidence, statement: Statement) -> Iterator[SourceArticle]:
    """Yield the articles that say what a statement says, in whatever words, whoever says it."""
    passages = evidence.passages.find(evidence.terms(statement), evidence.names(statement))
    for passage in passages[:_OTHERS]:
        if _is_like_passage(passage) and passage.score >= _NEXT * passages[0].score:
            verdict = _passage_verdict(evidence, statement, passage)
            if verdict.finding in {*FINE, "other speaker"}:
                yield passage.source


def _is_like_passage(passage: LikePassage) -> bool:
    """Whether a passage may say what a statement says, names aside."""
    return passage.score >= LIKE and passage.telling >= _TELLING


def _judge_passages(
    evidence: DraftEvidence, statement: Statement, like: Sequence[LikePassage]
) -> _Judged:
    """Judge a statement by each passage that may be its source, what the same speaker says first."""
    best = like[0].score
    read = [(p, _passage_verdict(evidence, statement, p)) for p in like if p.score >= _OWN * best]
    judged = [pair for pair in read if _is_on_same_matter(*pair)]
    own = [pair for pair in judged if statement.stance is not None and pair[1].speaker == SAME]
    near = own or [pair for pair in judged if pair[0].score >= _NEXT * best]
    return sorted(near, key=_passage_rank)


def _is_on_same_matter(passage: LikePassage, verdict: Verdict) -> bool:
    """Whether a passage is no other matter.

    Another name in a sentence that tells of something else is no name that was changed.
    """
    return verdict.finding != "words changed" or passage.telling >= _SURELY


def _passage_rank(judged: tuple[LikePassage, Verdict]) -> tuple[int, int, int]:
    """Order passages by how near they say it, then by who does, then by what is wrong."""
    passage, verdict = judged
    return _passage_distance(passage), RANK[verdict.speaker], verdict.gravity


def _best_verdict(near: _Judged) -> Verdict:
    """Choose the passage that a statement is judged by.

    Where the likeliest has another figure, name or stance, a passage counts that has the
    statement's own, and none that is silent.
    """
    found = near[0][1]
    for passage, verdict in near[1:]:
        if verdict.gravity < found.gravity and _passage_confirms_draft(passage, verdict, found):
            found = verdict
    return found


def _passage_distance(passage: LikePassage) -> int:
    """Return how far a passage is from saying what a statement does, in steps."""
    return -round(10 * (passage.score + passage.telling / 2))


def _passage_confirms_draft(passage: LikePassage, verdict: Verdict, found: Verdict) -> bool:
    """Whether a passage has what another one has otherwise."""
    if found.finding in {"number changed", "words changed"} and found.values:
        here = passage.source.sentences_over(passage.span, beside=1)
        words = passage.source.stream.inside(here).words
        return frozenset(PlainWords(found.values[0]).words) <= frozenset(words)
    return found.finding != "other speaker" or verdict.speaker == SAME


def _loose_narration_verdict(
    evidence: DraftEvidence, statement: Statement, passages: Sequence[LikePassage]
) -> Verdict | None:
    """Find narration whose figures and names all stand in a passage that says little else of it."""
    for passage in passages[:_OTHERS]:
        if passage.score >= _LOOSE:
            found = _passage_verdict(evidence, statement, passage)
            if found.finding in FINE and _passage_has_figures(evidence, statement, passage):
                return found
    return None


def _passage_has_figures(
    evidence: DraftEvidence, statement: Statement, passage: LikePassage
) -> bool:
    """Whether a statement has figures, and a passage has all of them."""
    here = passage.source.sentences_over(passage.span, beside=1)
    held = frozenset(passage.source.stream.inside(here).words)
    figures = {w for w in evidence.stream(statement).words if is_number(w) or is_date(w)}
    return bool(figures) and figures <= held


# --- without a source -------------------------------------------------------------------------


def _no_source_verdict(evidence: DraftEvidence, statement: Statement) -> Verdict | None:
    """Say that there is no source, where a statement has something that needs one."""
    stream = evidence.stream(statement)
    near = evidence.locator.near(evidence.draft.view, stream) if len(stream) >= _LEAST else []
    if near and all(map(is_small, near[0].changes)):
        return nearly(statement, near)
    if statement.stance is None and not _has_figure_or_role(evidence, statement):
        return None
    return Verdict(finding="no source here", note=notes.absent(quotation=False))


def _has_figure_or_role(evidence: DraftEvidence, statement: Statement) -> bool:
    """Whether narration has a figure, or a name with a role."""
    if any(is_number(word) or is_date(word) for word in evidence.stream(statement).words):
        return True
    return any(
        f.name == "role" and statement.region.contains(f.span)
        for chain in evidence.draft.chains_in(statement.region)
        for f in chain.features
    )


# --- one passage ------------------------------------------------------------------------------


def _passage_verdict(
    evidence: DraftEvidence, statement: Statement, passage: LikePassage
) -> Verdict:
    """Judge a statement by one passage."""
    found = _paraphrase_verdict(evidence, statement, passage)
    verdicts = [found, *_opposite_stance_verdicts(evidence, statement, found, passage.span)]
    if found.speaker == OTHER and statement.stance is not None:
        verdicts.append(with_other_speaker(statement, found))
    pieces = beside_quotations(statement)
    facts = other_facts(evidence, statement, pieces, passage.span, found)
    return gravest([*verdicts, *facts])


def _paraphrase_verdict(
    evidence: DraftEvidence, statement: Statement, passage: LikePassage
) -> Verdict:
    """Say how a passage says what a statement does, and who says it there."""
    source, near = passage.source, passage.span
    claim = _claim_in_passage(evidence, statement, passage)
    exact = _has_content_verbatim(evidence, statement, source, near)
    return Verdict(
        finding="exact" if exact else "paraphrase",
        source=source,
        span=near,
        claim=claim,
        support=(source,),
        speaker=speaker_of(statement, source, claim, near),
    )


def _opposite_stance_verdicts(
    evidence: DraftEvidence, statement: Statement, found: Verdict, near: Span
) -> list[Verdict]:
    """Tell where one side denies what the other says."""
    claim, source = found.claim, found.source
    if source is None:
        return []
    denied = (
        claim.stance in DENYING if claim else _has_denial_cue(evidence, statement, source, near)
    )
    against = (statement.stance in DENYING) != denied
    theirs = _claim_or_passage_words(source, claim, near)
    if against == is_turned(evidence.words(statement.content), theirs):
        return []
    reported = statement.stance is not None
    opposite = found.speaker != OTHER if reported else not denied
    finding = "opposite stance" if opposite else "only as denied"
    return [attrs.evolve(found, finding=finding, note=notes.stance(claim))]


def _claim_or_passage_words(source: SourceArticle, claim: SourceClaim | None, near: Span) -> str:
    """Return what a claim says, or a passage that holds none."""
    pieces = claim.content if claim else (near,)
    return " … ".join(piece.surface(source.view) for piece in pieces)


def _has_denial_cue(
    evidence: DraftEvidence, statement: Statement, source: SourceArticle, near: Span
) -> bool:
    """Whether a passage denies with the words of a draft, however it was read."""
    if statement.stance not in DENYING:
        return False
    cue = terms_in(evidence.draft.view, statement.cue)
    return bool(cue & terms_in(source.view, [near]))


def _claim_in_passage(
    evidence: DraftEvidence, statement: Statement, passage: LikePassage
) -> SourceClaim | None:
    """Return the claim of a passage that says most of what a statement says, the last of several."""
    terms = terms_in(evidence.draft.view, statement.content)
    shared = [
        (len(terms & terms_in(passage.source.view, claim.content)), claim)
        for claim in passage.source.claims
        if any(piece.overlaps(passage.span) for piece in claim.content)
    ]
    most, best = max(reversed(shared), key=itemgetter(0), default=(0, None))
    return best if most * 2 > len(terms) else None


def _has_content_verbatim(
    evidence: DraftEvidence, statement: Statement, source: SourceArticle, near: Span
) -> bool:
    """Whether a passage has the content of a statement word for word."""
    words = PlainWords(evidence.words(statement.content)).words
    words = words[1:] if words[:1] == ("that",) else words
    return bool(words) and bool(source.stream.inside(near).find(words))
