"""Which articles a list is about: an article, a story, an outlet, days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import LedgerError, NotFoundError
from provenance.trail.suggesting import similar

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True)
class Scope:
    """Say which articles a list is about; what is None bounds nothing.

    Args:
        articles: the callers' ids of articles.
        story: the id of a story, or of an article in it.
        outlet: who published them, in any case.
        since: published then or later.
        until: published before then; undated articles are left out by either bound.
    """

    articles: tuple[str, ...] = ()
    story: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def everything(self) -> bool:
        """Whether no article is left out."""
        return self == Scope()


def articles_in(store: Store, scope: Scope | None) -> list[str] | None:
    """List the articles that a scope names; None where it leaves none out.

    Raises:
        NotFoundError: there is no such article, story or outlet; the message names what is similar.
    """
    if scope is None or scope.everything:
        return None
    _check_scope(store, scope)
    if scope == Scope(articles=scope.articles):  # they are all there
        return sorted(set(scope.articles))
    rows = store.query(
        "trail_scope",
        articles=list(scope.articles) or None,
        story=_find_story(store, scope.story),
        outlet=scope.outlet,
        since=scope.since,
        until=scope.until,
    )
    found: list[str] = rows.column("article").to_pylist()
    return found


def find_article(store: Store, what: str) -> str | None:
    """Return an article's id where there is such an article."""
    found = store.records("trail_article_named", article=what)
    return found[0]["article"] if found else None


def _check_scope(store: Store, scope: Scope) -> None:
    for article in scope.articles:
        if find_article(store, article) is None:
            known = [row["article"] for row in store.records("trail_article_ids")]
            raise NotFoundError(f"there is no article {article!r}{similar(article, known)}")
    if scope.outlet is None:
        return
    outlets = [row["source"] for row in store.records("trail_outlets")]
    if scope.outlet.lower() not in map(str.lower, outlets):
        raise NotFoundError(f"no outlet is called {scope.outlet!r}{similar(scope.outlet, outlets)}")


def _find_story(store: Store, what: str | None) -> str | None:
    """Return the id of a story, by its own id or that of an article in it."""
    if what is None:
        return None
    found = store.records("trail_find_story", what=what)
    if not found:
        raise NotFoundError(f"no story is called {what!r}; `spantrail coverage` lists them")
    story: str = found[0]["story"]
    return story


def check_order(sort: str, orders: Sequence[str]) -> None:
    """Refuse an order that a list does not have.

    Raises:
        LedgerError: naming those that it has.
    """
    if sort not in orders:
        raise LedgerError(f"this list is not sorted by {sort!r}, but by {' or '.join(orders)}")
