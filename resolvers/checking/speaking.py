"""Speaking: whether a draft and a source have the same speaker."""

from __future__ import annotations

import attrs

from provenance.spans import Span
from resolvers.checking import notes
from resolvers.checking.draft import Statement, without
from resolvers.checking.locating import Hit
from resolvers.checking.sources import SourceArticle, SourceClaim
from resolvers.checking.verdict import Verdict
from resolvers.checking.who import OTHER, SAME, UNKNOWN, Who, compare, is_anybody
from resolvers.text.folding import fold

RANK = {SAME: 0, UNKNOWN: 1, OTHER: 2}
_NOBODY = 3  # behind others: a headline that repeats a quotation does not say whose it is


def speaker_at(statement: Statement, hit: Hit) -> str:
    """Compare who says it in the draft with who says it where it stands."""
    return speaker_of(statement, hit.source, hit.claim, hit.span)


def speaker_rank(statement: Statement, hit: Hit) -> int:
    """Rank a place by who says it there: the same speaker first, nobody last."""
    verdict = speaker_at(statement, hit)
    theirs = (hit.claim.speaker if hit.claim else None) or hit.source.signer(hit.span)
    nobody = _is_named_speaker(statement.speaker) and not _is_named_speaker(theirs)
    return _NOBODY if verdict == UNKNOWN and nobody else RANK[verdict]


def _is_named_speaker(who: Who | None) -> bool:
    return who is not None and bool(who.names)


def speaker_of(
    statement: Statement, source: SourceArticle, claim: SourceClaim | None, span: Span
) -> str:
    """Compare who says it in the draft with who says it in a source."""
    said = statement.speaker
    if said is None or is_anybody(said):
        return UNKNOWN
    outer = _enclosing_claim(source, claim)
    theirs = _claim_speaker(claim, outer) or source.signer(span)
    verdict = compare(
        said, theirs, _speaker_context(source, claim, span), _speaker_name(source, claim)
    )
    if verdict != OTHER:
        return verdict
    if outer is not None and compare(said, outer.speaker, "") == SAME:
        return SAME
    unsure = statement.is_pronoun or _has_shared_surname(said, source, claim)
    return UNKNOWN if unsure else OTHER


def _enclosing_claim(source: SourceArticle, claim: SourceClaim | None) -> SourceClaim | None:
    """Return the claim whose content holds another."""
    parent = claim.parent if claim else None
    return next((c for c in source.claims if claim and c.number == parent), None)


def _claim_speaker(claim: SourceClaim | None, outer: SourceClaim | None) -> Who | None:
    """Return who says a claim; of "analysts said they saw", the analysts do."""
    theirs = claim.speaker if claim else None
    if outer is None or theirs is None or theirs.names or theirs.role_words:
        return theirs
    return outer.speaker


def with_other_speaker(statement: Statement, found: Verdict) -> Verdict:
    """Say that by the source somebody else says it."""
    said = statement.speaker.name if statement.speaker else ""
    theirs = _verdict_speaker_name(found)
    return attrs.evolve(
        found,
        finding="other speaker",
        values=(said, theirs),
        note=notes.speaker(said, theirs),
    )


def _verdict_speaker_name(found: Verdict) -> str:
    """Return the name of who says it by the source."""
    who = found.claim.speaker if found.claim else None
    if who is None and found.source is not None and found.span is not None:
        who = found.source.signer(found.span)
    return who.name if who else ""


def widest(span: Span, claim: SourceClaim | None) -> Span:
    """Return a span with the claim that it is in."""
    if claim is None:
        return span
    return Span(min(span.start, claim.hull.start), max(span.end, claim.hull.end))


def _speaker_context(source: SourceArticle, claim: SourceClaim | None, span: Span) -> str:
    """Return the words beside what is said, folded: there the speaker is named."""
    wide = source.sentences_over(widest(span, claim))
    holes = (claim.quotes or claim.content) if claim else (span,)
    pieces = without([wide], holes)
    return fold(" ".join(piece.surface(source.view) for piece in pieces))


def _speaker_name(source: SourceArticle, claim: SourceClaim | None) -> str:
    """Return by which words a source calls who says it, folded."""
    return fold(" ".join(s.surface(source.view) for s in claim.source)) if claim else ""


def _has_shared_surname(said: Who, source: SourceArticle, claim: SourceClaim | None) -> bool:
    """Whether a source calls its speaker by a surname that the draft's has, and names both."""
    called = _speaker_name(source, claim).split()
    surnames = {name.split()[-1] for name in said.names if " " in name}
    full = any(f" {name} " in f" {source.folded} " for name in said.names if " " in name)
    return full and bool(called) and called[-1] in surnames
