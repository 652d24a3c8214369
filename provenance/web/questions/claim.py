"""A claim: its words, who says it by which evidence, who else does, and what is against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import NotFoundError
from provenance.trail.article import show_article
from provenance.trail.asking import follow_claim
from provenance.trail.coverage import copies_in
from provenance.web.layers import claim_marks, cut
from provenance.web.pages import WebPage

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.trail import ClaimView, Copied, Proposition
    from provenance.web.layers import MarkedPiece
    from provenance.web.pages import Asked

_AROUND = 600  # code points of the text on either side of a claim, to the next paragraph


@attrs.frozen(kw_only=True)
class Factor:
    """Name one factor of the probability that the speaker is right."""

    name: str
    value: float
    told: str


def claim(ledger: Ledger, asked: Asked) -> WebPage:
    """Show one claim, by its key or the first 16 digits of it.

    Raises:
        NotFoundError: there is no such claim.
    """
    trail = follow_claim(ledger, asked.name)
    if trail is None:
        raise NotFoundError(f"no claim is called {asked.name!r}; `spantrail claims` lists all")
    found = _proposition(ledger, trail.claim)
    copies = _copies_among_voices(ledger, trail.claim, found)
    return WebPage(
        template="claim.html",
        title=trail.claim.words,
        answers={"claim": trail, "sources": found, "copies": copies},
        view={
            "pieces": _marked_claim_pieces(trail.claim, 0 if asked.withheld else _AROUND),
            "factors": _probability_factors(trail.claim),
        },
    )


def _proposition(ledger: Ledger, claim: ClaimView) -> Proposition | None:
    """Return what others say of it; None where claims were not compared, or it states nothing."""
    try:
        return ledger.sources(claim.claim)
    except NotFoundError:
        return None


def _copies_among_voices(
    ledger: Ledger, claim: ClaimView, found: Proposition | None
) -> tuple[Copied, ...]:
    """List what the article and those that say the same took from each other."""
    said = {claim.article, *(v.article for v in found.voices)} if found else set()
    if len(said) < len("ab"):
        return ()
    story = show_article(ledger, claim.article, mentions=[]).story
    copies = copies_in(ledger, story) if story else ()
    return tuple(c for c in copies if {c.article, c.from_article} <= said)


def _marked_claim_pieces(claim: ClaimView, around: int) -> tuple[MarkedPiece, ...]:
    """Cut the paragraphs around a claim, with the words that make it marked."""
    start, end = _paragraph_bounds(claim, around)
    found = []
    for piece in cut(claim.text, claim_marks([claim])):
        a, b = max(start, piece.start), min(end, piece.start + len(piece.text))
        if a < b:
            words = piece.text[a - piece.start : b - piece.start]
            found.append(attrs.evolve(piece, text=words, start=a))
    return tuple(found)


def _paragraph_bounds(claim: ClaimView, around: int) -> tuple[int, int]:
    """Return where the paragraphs of a claim begin and end, long ones not whole."""
    spans = (*claim.content, *claim.cue, *claim.source)
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    start = claim.text.rfind("\n", 0, first) + 1
    end = claim.text.find("\n", last)
    whole = len(claim.text) if end < 0 else end
    return max(start, first - around), min(whole, last + around)


def _probability_factors(claim: ClaimView) -> tuple[Factor, ...]:
    """List what the probability of the speaker is the product of."""
    if claim.step is None or claim.membership is None:
        return (Factor(name="reading", value=claim.score, told=f"rule “{claim.rule}”"),)
    return (
        Factor(name="reading", value=claim.score, told=f"rule “{claim.rule}”"),
        Factor(
            name="mention",
            value=claim.step,
            told=f"cue “{claim.speaker_cue}”: the source words are a mention of this speaker",
        ),
        Factor(
            name="entity",
            value=claim.membership,
            told="the speaker’s mentions in this article belong to the entity",
        ),
    )
