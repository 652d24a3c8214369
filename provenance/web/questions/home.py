"""What is in the ledger, and who is called so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.trail.articles import articles
from provenance.trail.listing import EntityFilter
from provenance.web.indexed import IndexedLedger
from provenance.web.pages import WebPage

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.web.pages import Asked

_SHOWN = 6
_FOUND = 30
_MEANT = 10  # suggestions while somebody types


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
    found = ledger.search(words, limit=most) if words else []
    said = ledger.claims(text=words, sort="sure", limit=_MEANT) if words else []
    lines = ledger.articles_with(words) if words and isinstance(ledger, IndexedLedger) else []
    return WebPage(
        template="search.html",
        title=f"Search: {words}" if words else "Search",
        answers={"search": found, "claims": said, "articles": lines},
        view={"words": words},
    )


def suggest(ledger: Ledger, asked: Asked) -> WebPage:
    """List the first few entities that words may mean, while somebody types."""
    words = asked.text("q") or ""
    found = ledger.search(words, limit=_MEANT) if words else []
    return WebPage(
        template="search.html",
        title="Search",
        answers={"search": found, "claims": [], "articles": []},
        view={"words": words},
    )
