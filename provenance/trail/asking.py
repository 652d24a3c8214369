"""Questions whose answer depends on what they name: an entity or an article, mentions or a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.exceptions import NotFoundError
from provenance.trail.article import ArticleView, show_article
from provenance.trail.claiming import CLAIM, ClaimTrail, find_claim
from provenance.trail.decided import deciders
from provenance.trail.finding import is_article, show, sightings
from provenance.trail.records import EntityView, Explanation
from provenance.trail.why_articles import Reporting, why_articles
from provenance.trail.why_claims import Agreement, why_claims
from provenance.trail.why_mentions import why

if TYPE_CHECKING:
    from provenance.ledger.store import Store


def describe(store: Store, what: str) -> EntityView | ArticleView:
    """Tell what is known of an entity, or of an article.

    Args:
        store: the ledger.
        what: an entity's id or name, an authority's id, or the id of an article that no entity is
            called by.

    Raises:
        NotFoundError: nothing is called that.
    """
    return show_article(store, what) if is_article(store, what) else show(store, what)


def follow_claim(store: Store, what: str) -> ClaimTrail | None:
    """Lead from a claim's key to its characters and its speaker.

    None where it is no claim's, since chains have such keys.

    Args:
        store: the ledger.
        what: the key, or its first 16 digits.
    """
    if not CLAIM.fullmatch(what):
        return None
    try:
        claim = find_claim(store, what)
    except NotFoundError:
        return None
    mentions = sightings(store, claim.chain) if claim.chain else []
    by = deciders(store)
    named = by.of_claims([claim.claim]) + by.of_chains({s.chain_number for s in mentions})
    return ClaimTrail(claim=claim, mentions=tuple(mentions), decisions=named)


def explain(store: Store, a: str, b: str) -> Explanation | Agreement | Reporting:
    """Explain two claims, two articles or two mentions: why they are one, or are not.

    Args:
        store: the ledger.
        a: the key of a claim, the id of an article, a mention as ARTICLE:START-END, or words.
        b: the same; of mentions, an authority's id as well.

    Raises:
        NotFoundError: nothing is called that.
    """
    if CLAIM.fullmatch(a) and CLAIM.fullmatch(b):
        return _explain_claims_or_chains(store, a, b)
    try:
        return why_articles(store, a, b)
    except NotFoundError:
        return why(store, a, b)  # words, then


def _explain_claims_or_chains(store: Store, a: str, b: str) -> Explanation | Agreement:
    """Explain two claims by their keys, or two chains, whose keys have the same form."""
    try:
        return why_claims(store, a, b)
    except NotFoundError as no_claims:
        try:
            return why(store, a, b)
        except NotFoundError:
            raise no_claims from None
