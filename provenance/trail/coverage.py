"""Stories as people look at them: outlets in time, articles and their origins, who copied whom.

Copies come with the passages.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import NotFoundError
from provenance.spans import Citation, Span, cite
from provenance.trail.accounts import Account, account
from provenance.trail.answers import AnswerRecord

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True, repr=False)
class StoryLine(AnswerRecord):
    """Name one story in a list."""

    story: str
    headline: str  # the title, or the beginning, of its first article
    articles: int
    origins: int  # how many reportings these go back to
    sources: int
    first_published: datetime | None
    last_published: datetime | None


@attrs.frozen(kw_only=True, repr=False)
class StoryArticle(AnswerRecord):
    """Citation one article of a story in time."""

    article: str
    origin: str
    source: str | None
    title: str | None
    published_at: datetime | None


@attrs.frozen(kw_only=True, repr=False)
class CopiedPassage(AnswerRecord):
    """Show one copied passage on both sides."""

    span: Citation
    surface: str
    from_span: Citation
    from_surface: str


@attrs.frozen(kw_only=True, repr=False)
class Copied(AnswerRecord):
    """Show what one article took from another.

    Args:
        kind: copy, excerpt or reuse.
        direction: what tells who copied whom: credit, time, containment or none.
        share: which share of its words outside quotations the article copied.
        from_share: which share of the other's words outside quotations that is.
        credit: where the article names whom it copied; None where it does not, or does so in its
            byline.
    """

    article: str
    from_article: str
    kind: str
    direction: str
    share: float
    from_share: float
    passages: tuple[CopiedPassage, ...]
    credit: Citation | None


@attrs.frozen(kw_only=True, repr=False)
class Coverage(AnswerRecord):
    """Hold what is known of one story.

    Args:
        articles: in the order of time.
        copies: who copied whom.
        follows: the earlier stories that this one follows up, with a match weight (log2).
        followed_by: the later ones, likewise.
        account: what they say together, with the conflicts.
    """

    story: str
    articles: tuple[StoryArticle, ...]
    copies: tuple[Copied, ...]
    follows: tuple[tuple[str, float], ...]
    followed_by: tuple[tuple[str, float], ...]
    account: Account

    @property
    def origins(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """List the reportings that the story goes back to, each with its articles in time."""
        groups: dict[str, list[str]] = {}
        for article in self.articles:
            groups.setdefault(article.origin, []).append(article.article)
        return tuple((origin, tuple(members)) for origin, members in groups.items())


def stories(store: Store) -> list[StoryLine]:
    """List the stories, those with the most articles first."""
    return store.records_of(StoryLine, "trail_stories")


def coverage(store: Store, what: str) -> Coverage:
    """Tell what is known of one story, by its id or by the id of an article in it.

    Raises:
        NotFoundError: no story goes by that id.
    """
    story = _find_story(store, what)
    relations = store.query("trail_story_relations", story=story).to_pylist()
    articles = _story_articles(store, story)
    return Coverage(
        story=story,
        articles=articles,
        copies=copies_in(store, story),
        follows=tuple((r["earlier"], r["weight"]) for r in relations if r["story"] == story),
        followed_by=tuple((r["story"], r["weight"]) for r in relations if r["earlier"] == story),
        account=account(store, story, [a.source for a in articles]),
    )


def _find_story(store: Store, what: str) -> str:
    """Find a story by its id or by the id of an article in it.

    Raises:
        NotFoundError: no story goes by that id.
    """
    found = store.query("trail_find_story", what=what).to_pylist()
    if not found:
        raise NotFoundError(
            f"no story is called {what!r}, and no article in one;"
            " `spantrail coverage` lists the stories"
        )
    return str(found[0]["story"])


def _story_articles(store: Store, story: str) -> tuple[StoryArticle, ...]:
    names = ("article", "origin", "source", "title", "published_at")
    rows = store.query("trail_story_articles", story=story).to_pylist()
    return tuple(StoryArticle(**{name: row[name] for name in names}) for row in rows)


def copies_in(store: Store, story: str) -> tuple[Copied, ...]:
    """List what the articles of a story took from each other."""
    return tuple(
        copied(row) for row in store.query("trail_story_derivations", story=story).to_pylist()
    )


def copied(row: dict[str, Any]) -> Copied:
    """Read what one article took from another off its row."""
    names = ("article", "from_article", "kind", "direction", "share", "from_share")
    return Copied(
        **{name: row[name] for name in names},
        passages=tuple(_copied_passage(p, row) for p in row["passages"]),
        credit=None
        if row["credit_start"] is None
        else _cite_derivation_side(row, row["credit_start"], row["credit_end"]),
    )


def _copied_passage(passage: dict[str, int], row: dict[str, Any]) -> CopiedPassage:
    here = _cite_derivation_side(row, passage["start"], passage["end"])
    there = _cite_derivation_side(row, passage["from_start"], passage["from_end"], "from_")
    return CopiedPassage(span=here, surface=here.words, from_span=there, from_surface=there.words)


def _cite_derivation_side(row: dict[str, Any], start: int, end: int, side: str = "") -> Citation:
    """Point at characters of one of the two articles."""
    where = row[f"{side}article"], row[f"{side}version"], row[f"{side}text"]
    return cite(Span(start, end), *where)
