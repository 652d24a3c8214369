"""What is in the ledger, and who is called so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.trail.answers import Answers
from provenance.trail.articles import articles
from provenance.trail.lines import NameMatch
from provenance.trail.listing import EntityFilter
from provenance.trail.records import ClaimView
from provenance.web.indexed import IndexedLedger
from provenance.web.pages import WebPage
from provenance.web.quoting import Quote, quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provenance.api import Ledger
    from provenance.trail.articles import ArticleLine
    from provenance.web.pages import Asked

_SHOWN = 6
_FOUND = 30
_SIFTED = 100  # claims that are looked through for several words
_MEANT = 10  # suggestions while somebody types
_NOTHING: Mapping[str, Sequence[Any]] = {"search": [], "claims": [], "articles": []}


def home(ledger: Ledger, asked: Asked) -> WebPage:
    """Show how much there is, the largest stories, whom they speak of, and what conflicts."""
    del asked
    (counts,) = ledger.query("ledger_counts").to_pylist()
    named = EntityFilter(except_other=True, named=True)
    return WebPage(
        template="home.html",
        title="Ledger",
        answers={
            "counts": counts,
            "stories": ledger.stories(limit=_SHOWN),
            "entities": ledger.entities(named, limit=2 * _SHOWN),
            "articles": articles(ledger, limit=_SHOWN),
            "conflicts": ledger.conflicts(limit=_SHOWN // 2),
        },
    )


def search(ledger: Ledger, asked: Asked) -> WebPage:
    """List the entities that words may mean, and the claims that have them."""
    words = asked.text("q") or ""
    most = asked.number("limit", _FOUND, _FOUND)
    answers = _search_answers(ledger, words, most) if words else _NOTHING
    quotes = {} if asked.withheld else _article_quotes(ledger, answers["articles"], words)
    said = (claim.words.lower() for claim in answers["claims"])
    return WebPage(
        template="search.html",
        title=f"Search: {words}" if words else "Search",
        answers=answers,
        view={
            "words": words,
            "in_a_row": all(words.lower() in claim for claim in said),
            "quotes": quotes,
        },
    )


def _search_answers(ledger: Ledger, words: str, most: int) -> dict[str, Sequence[Any]]:
    """List the entities that words may mean, and the claims and the articles that have them."""
    found, said = _entity_matches(ledger, words, most), _claims_with_words(ledger, words)
    lines = ledger.articles_with(words) if isinstance(ledger, IndexedLedger) else []
    return {"search": found, "claims": said, "articles": lines}


def _article_quotes(ledger: Ledger, lines: Sequence[ArticleLine], words: str) -> dict[str, Quote]:
    """Quote where articles have some words; what only an outlet says itself is found by that."""
    if not isinstance(ledger, IndexedLedger):
        return {}
    texts = ledger.texts_of([line.article for line in lines])
    found = {article: quote(text, words) for article, text in texts.items()}
    return {article: quoted for article, quoted in found.items() if quoted is not None}


def suggest(ledger: Ledger, asked: Asked) -> WebPage:
    """List the first few entities that words may mean, while somebody types."""
    words = asked.text("q") or ""
    found = _entity_matches(ledger, words, _MEANT) if words else []
    return WebPage(
        template="search.html",
        title="Search",
        answers={**_NOTHING, "search": found},
        view={"words": words, "in_a_row": True, "quotes": {}},
    )


def _entity_matches(ledger: Ledger, words: str, limit: int) -> Answers[NameMatch]:
    """List the entities that words may mean, those first of whom most is said.

    By how well the words fit, somebody called by a surname alone once stands before the one whom
    everybody means by it.
    """
    found = ledger.search(words, limit=_FOUND)
    near = sorted(found, key=lambda one: (one.fit == "id", one.mentions), reverse=True)
    return Answers(near[:limit], NameMatch, total=found.total)


def _claims_with_words(ledger: Ledger, words: str) -> Answers[ClaimView]:
    """List the claims that have some words in a row, else those that have all of them.

    The latter are looked for among the surest claims that have the longest of the words.
    """
    found = ledger.claims(text=words, sort="sure", limit=_MEANT)
    parts = words.lower().split()
    if found or len(parts) == 1:
        return found
    near = ledger.claims(text=max(parts, key=len), sort="sure", limit=_SIFTED)
    every = [claim for claim in near if _has_all_words(claim, parts)][:_MEANT]
    return Answers(every, ClaimView, total=len(every))


def _has_all_words(claim: ClaimView, parts: Sequence[str]) -> bool:
    """Whether a claim has all of some words, in any order."""
    words = claim.words.lower()
    return all(part in words for part in parts)
