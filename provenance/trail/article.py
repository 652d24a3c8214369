"""One article: where it comes from, whom it mentions, and which story it belongs to."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import NotFoundError
from provenance.spans import Citation
from provenance.trail.answers import AnswerRecord
from provenance.trail.finding import mentions_in

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from provenance.trail.records import Sighting

_BEGINNING = 200  # code points of the text that are shown


@attrs.frozen(kw_only=True, repr=False)
class ArticleEntity(AnswerRecord):
    """Name one entity that an article mentions, with the first place."""

    entity: str
    name: str
    mentions: int
    first: Citation


@attrs.frozen(kw_only=True, repr=False)
class ArticleView(AnswerRecord):
    """Hold what the ledger knows of one article.

    Args:
        version: the SHA-256 key of its current version.
        versions: how many versions of it there are.
        story: the event that it is about; None before stories were looked for.
        origin: the reporting that it goes back to.
        derived_from: the articles that it copied.
        entities: whom it mentions, the most mentioned first.
        claims: how many claims it makes.
        beginning: the first characters of its text.
    """

    article: str
    version: str
    versions: int
    source: str | None
    url: str | None
    title: str | None
    byline: str | None
    published_at: datetime | None
    characters: int
    story: str | None
    origin: str | None
    derived_from: tuple[str, ...]
    mentions: int
    claims: int
    entities: tuple[ArticleEntity, ...]
    beginning: str


def show_article(
    store: Store, article: str, *, mentions: list[Sighting] | None = None
) -> ArticleView:
    """Tell what is known of one article, by the id that its caller gave it.

    Args:
        store: the ledger.
        article: the id.
        mentions: those in it, by whoever has them already.

    Raises:
        NotFoundError: there is no such article.
    """
    rows = store.query("trail_article", article=article, shown=_BEGINNING).to_pylist()
    if not rows:
        raise NotFoundError(
            f"there is no article {article!r}; `spantrail export articles` lists all"
        )
    found = mentions_in(store, article) if mentions is None else mentions
    return ArticleView(
        **{**rows[0], "derived_from": tuple(rows[0]["derived_from"])},
        mentions=len(found),
        entities=_mentioned_entities(found),
    )


def _mentioned_entities(mentions: list[Sighting]) -> tuple[ArticleEntity, ...]:
    """Gather mentions by their entity, the most mentioned first."""
    groups: defaultdict[str, list[Sighting]] = defaultdict(list)
    for mention in mentions:
        if mention.entity is not None:
            groups[mention.entity].append(mention)
    found = [
        ArticleEntity(
            entity=entity,
            name=several[0].entity_name or several[0].surface,
            mentions=len(several),
            first=several[0].span,
        )
        for entity, several in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.first)))
