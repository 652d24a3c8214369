"""Lists: entities, stories, articles, claims, conflicts; a page of each at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.kinds import ENTITY_TYPES
from provenance.trail.answers import Answers
from provenance.trail.articles import ArticleLine
from provenance.trail.articles import articles as article_lines
from provenance.trail.finding import find_entity
from provenance.trail.listing import ConflictFilter, EntityFilter
from provenance.trail.records import Sighting
from provenance.trail.scope import Scope
from provenance.web.pages import WebPage

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.web.pages import Asked

_PAGE = 50  # lines a page
_BLOCKS = 12  # conflicts a page; each has two sides


def entities(ledger: Ledger, asked: Asked) -> WebPage:
    """List entities, the most mentioned first."""
    wanted = EntityFilter(type=asked.text("type"), except_other=True, named=True)
    sort = asked.text("sort") or "mentions"
    found = ledger.entities(wanted, sort=sort, limit=_PAGE, offset=asked.number("offset", 0))
    view = {**_list_paging(asked, "/entities", found, _PAGE), "types": ENTITY_TYPES[:3]}
    return WebPage(
        template="entities.html", title="Entities", answers={"entities": found}, view=view
    )


def stories(ledger: Ledger, asked: Asked) -> WebPage:
    """List stories, the largest first."""
    sort = asked.text("sort") or "size"
    found = ledger.stories(sort=sort, limit=_PAGE, offset=asked.number("offset", 0))
    view = {**_list_paging(asked, "/stories", found, _PAGE), "sort": sort}
    return WebPage(template="stories.html", title="Stories", answers={"stories": found}, view=view)


def articles(ledger: Ledger, asked: Asked) -> WebPage:
    """List articles, the latest first, maybe those alone that were corrected."""
    corrected = asked.text("corrected")
    named = [row["article"] for row in ledger.records("corrected_articles")] if corrected else None
    found = article_lines(ledger, named, limit=_PAGE, offset=asked.number("offset", 0))
    if named is not None:
        found = Answers(found, ArticleLine, total=len(named), offset=found.offset)
    view = _list_paging(asked, "/articles", found, _PAGE)
    return WebPage(
        template="articles.html", title="Articles", answers={"articles": found}, view=view
    )


def claims(ledger: Ledger, asked: Asked) -> WebPage:
    """List claims, the best supported first, by speaker, subject, words, story or outlet."""
    scope = Scope(story=asked.text("story"), outlet=asked.text("outlet"))
    found = ledger.claims(
        by=asked.text("by"),
        about=asked.text("about"),
        text=asked.text("text"),
        within=scope,
        sort=asked.text("sort") or "sure",
        limit=_PAGE,
        offset=asked.number("offset", 0),
    )
    view = {**_list_paging(asked, "/claims", found, _PAGE), "asked": _named_filters(ledger, asked)}
    return WebPage(template="claims.html", title="Claims", answers={"claims": found}, view=view)


def mentions(ledger: Ledger, asked: Asked) -> WebPage:
    """List the mentions behind an entity, words, offsets or an article, in the order of time."""
    of = asked.text("of")
    offset = asked.number("offset", 0)
    sort = asked.text("sort") or "time"
    found = ledger.trace(of, sort=sort, limit=_PAGE, offset=offset) if of else Answers([], Sighting)
    first = found[0] if found else None
    names = {s.entity_name for s in found}
    view = {
        **_list_paging(asked, "/mentions", found, _PAGE),
        "asked_of": of or "",
        "of": first.entity_name if first and len(names) == 1 else of,
    }
    return WebPage(
        template="mentions.html", title="Mentions", answers={"mentions": found}, view=view
    )


def _named_filters(ledger: Ledger, asked: Asked) -> dict[str, str]:
    """Name what is asked: entities by their names, a story by its first title."""
    told = {name: asked.text(name) for name in ("by", "about", "text", "story", "outlet")}
    named = {name: value for name, value in told.items() if value}
    for name in ("by", "about"):
        if name in named:
            named[name] = str(find_entity(ledger, named[name])["name"])
    if "story" in named:
        articles = ledger.records("trail_story_articles", story=named["story"])
        named["story"] = next((a["title"] for a in articles if a["title"]), named["story"])
    return named


def conflicts(ledger: Ledger, asked: Asked) -> WebPage:
    """List what cannot both hold, open conflicts first, the surest in front."""
    wanted = ConflictFilter(
        kind=asked.text("kind"),
        status=asked.text("status"),
        within=Scope(story=asked.text("story")),
    )
    found = ledger.conflicts(wanted, limit=_BLOCKS, offset=asked.number("offset", 0))
    view = _list_paging(asked, "/conflicts", found, _BLOCKS)
    return WebPage(
        template="conflicts.html", title="Conflicts", answers={"conflicts": found}, view=view
    )


def _list_paging(asked: Asked, path: str, found: Answers[Any], size: int) -> dict[str, object]:
    """Say where the page stands in the list, and what the pages beside it are asked."""
    kept = {name: value for name, value in asked.query.items() if name != "offset" and value}
    after = found.offset + len(found)
    return {
        "path": path,
        "kept": kept,
        "before": max(0, found.offset - size) if found.offset else None,
        "after": after if after < found.total else None,
    }
