"""Which pages there are, what each is asked, and what it shows: behind routes and OpenAPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import attrs

from provenance.web.questions import (
    article,
    check,
    claim,
    entity,
    home,
    lists,
    queue,
    story,
    why,
)

if TYPE_CHECKING:
    from provenance.api import Ledger
    from provenance.web.pages import Asked, WebPage

NAME = "{name}"
AS_OF = "as_of"
COUNTS = "counts"  # a mapping of names to numbers
IMPACT = "impact"
DECIDED = "decided"
_LIST = {"offset": "how many to leave out before the first", "sort": "what comes first"}


@attrs.frozen(kw_only=True)
class Route:
    """Name one page.

    Args:
        path: where it is; NAME stands for a name.
        answer: makes it.
        shows: its answers, each with the name of its schema.
        asks: what may stand behind the question mark, or in the form, with what it is.
        posted: whether a form asks it.
        needs: what must be asked.
        after: the page that a form leads to when it was carried out.
        writes: whether it is there only where decisions are taken.
    """

    path: str
    answer: Callable[[Ledger, Asked], WebPage]
    shows: Mapping[str, str] = attrs.field(factory=dict)
    asks: Mapping[str, str] = attrs.field(factory=dict)
    posted: bool = False
    needs: tuple[str, ...] = ()
    after: str | None = None
    writes: bool = False

    @property
    def named(self) -> bool:
        """Whether its path names something."""
        return NAME in self.path

    @property
    def twin(self) -> str:
        """The path of its JSON."""
        return "/home.json" if self.path == "/" else f"{self.path}.json"

    @property
    def has_past(self) -> bool:
        """Whether it can be asked as of a moment: all but what decides."""
        return not self.writes

    @property
    def operation(self) -> str:
        """What it is called in the OpenAPI document."""
        return self.answer.__name__


_DECIDES = {
    "verb": "same, different or unsure",
    "a": "a mention, as ARTICLE:START-END",
    "b": "the other mention",
    "by": "who decides",
    "reason": "why",
}
_ANY = {
    "verb": "one of the verbs of decisions, but for revoke",
    "what": "what it is about, a line each: ids, names, mentions, claims or articles",
    "value": "of name, type, stance, conflict and speaker",
    "about": "entity, claim, story or copy; told from the names where it is not given",
}
_ANYBODY = {**_ANY, "by": "who decides", "reason": "why"}
ROUTES = (
    Route(
        path="/",
        answer=home.home,
        shows={
            "counts": COUNTS,
            "stories": "stories",
            "entities": "entities",
            "articles": "articles",
            "conflicts": "conflicts",
        },
    ),
    Route(
        path="/search",
        answer=home.search,
        shows={"search": "search", "claims": "claims", "articles": "articles"},
        asks={"q": "a name, a part of one, or words", "limit": "how many names at most"},
    ),
    Route(
        path="/suggest",
        answer=home.suggest,
        shows={"search": "search", "claims": "claims", "articles": "articles"},
        asks={"q": "the beginning of a name"},
    ),
    Route(
        path="/a/{name}",
        answer=article.article,
        shows={
            "article": "article",
            "text": "article-texts/0",
            "mentions": "mentions",
            "claims": "claims",
            "copies": "copies",
        },
        asks={"version": "the key of an earlier version, or its first digits"},
    ),
    Route(
        path="/v/{name}",
        answer=article.versions,
        shows={"changes": "changes", "texts": "article-texts"},
    ),
    Route(
        path="/e/{name}",
        answer=entity.entity,
        shows={
            "entity": "entity",
            "bearers": "search",
            "said": "claims",
            "about": "claims",
            "how": "how",
            "decisions": "decisions",
        },
        asks={"all": "1, to read names and roles off all articles of somebody whom many mention"},
    ),
    Route(
        path="/c/{name}",
        answer=claim.claim,
        shows={"claim": "claim", "sources": "sources", "copies": "copies"},
    ),
    Route(path="/s/{name}", answer=story.story, shows={"story": "story"}),
    Route(
        path="/why",
        answer=why.why,
        shows={"why": "why|why-claims|why-articles", "distance": "why-not"},
        asks={"a": "a mention, a name, a claim or an article", "b": "another one"},
    ),
    Route(
        path="/entities",
        answer=lists.entities,
        shows={"entities": "entities"},
        asks={**_LIST, "type": "PER, ORG or LOC"},
    ),
    Route(path="/stories", answer=lists.stories, shows={"stories": "stories"}, asks=_LIST),
    Route(
        path="/articles",
        answer=lists.articles,
        shows={"articles": "articles"},
        asks={
            "offset": _LIST["offset"],
            "corrected": "1, to list those that have several versions",
        },
    ),
    Route(
        path="/claims",
        answer=lists.claims,
        shows={"claims": "claims"},
        asks={
            **_LIST,
            "by": "who says it",
            "about": "whom it mentions",
            "text": "words of it",
            "story": "only in this story",
            "outlet": "only of this outlet",
        },
    ),
    Route(
        path="/mentions",
        answer=lists.mentions,
        shows={"mentions": "mentions"},
        asks={**_LIST, "of": "an entity, ARTICLE:START-END, words, or an article"},
    ),
    Route(
        path="/conflicts",
        answer=lists.conflicts,
        shows={"conflicts": "conflicts"},
        asks={
            "offset": _LIST["offset"],
            "kind": "of which kind",
            "status": "open or ended",
            "story": "only of this story",
        },
    ),
    Route(path="/check", answer=check.check),
    Route(
        path="/check",
        answer=check.check,
        shows={"check": "check"},
        asks={"draft": "the draft", "against": "ids of articles or stories, spaces between"},
        posted=True,
        needs=("draft",),
    ),
    Route(
        path="/queue",
        answer=queue.queue,
        shows={"queue": "queue"},
        asks={"limit": "how many pairs at most"},
    ),
    Route(
        path="/decisions",
        answer=queue.decisions,
        shows={"decisions": "decisions"},
        asks={"about": "only those about this entity or mention"},
    ),
    Route(
        path="/queue/impact",
        answer=queue.impact,
        shows={"impact": IMPACT},
        asks=_DECIDES,
        posted=True,
        needs=("verb", "a", "b", "by"),
        writes=True,
    ),
    Route(
        path="/queue/decide",
        answer=queue.decide,
        shows={"decided": DECIDED},
        asks=_DECIDES,
        posted=True,
        needs=("verb", "a", "b", "by"),
        after="/queue",
        writes=True,
    ),
    Route(path="/decide", answer=queue.propose, asks=_ANY, writes=True),
    Route(
        path="/decide/impact",
        answer=queue.outcome,
        shows={"impact": IMPACT},
        asks=_ANYBODY,
        posted=True,
        needs=("verb", "what", "by"),
        writes=True,
    ),
    Route(
        path="/decide/take",
        answer=queue.take,
        shows={"decided": DECIDED},
        asks=_ANYBODY,
        posted=True,
        needs=("verb", "what", "by"),
        after="/decisions",
        writes=True,
    ),
    Route(
        path="/queue/revoke",
        answer=queue.revoke,
        shows={"decided": DECIDED},
        asks={"decision": "the key of the decision", "by": "who takes it back"},
        posted=True,
        needs=("decision", "by"),
        after="/decisions",
        writes=True,
    ),
)
