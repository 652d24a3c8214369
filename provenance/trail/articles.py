"""Articles in a list, and the texts of their versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import NotFoundError
from provenance.trail.answers import AnswerRecord, Answers

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True, repr=False)
class ArticleLine(AnswerRecord):
    """Name one article in a list.

    Args:
        characters: how many code points its current text has.
        versions: how many versions there are; more than one where it was corrected.
    """

    article: str
    source: str | None
    title: str | None
    url: str | None
    published_at: datetime | None
    characters: int
    versions: int


@attrs.frozen(kw_only=True, repr=False)
class ArticleText(AnswerRecord):
    """Hold the text of one version of an article.

    Args:
        version: its SHA-256 key.
        text_hash: the SHA-256 of its text alone.
        number: which version it is, from 1.
        versions: how many there are.
    """

    article: str
    version: str
    text_hash: str
    number: int
    versions: int
    title: str | None
    source: str | None
    url: str | None
    published_at: datetime | None
    text: str

    @property
    def current(self) -> bool:
        """Whether no later version took its place."""
        return self.number == self.versions


def articles(
    store: Store,
    named: Iterable[str] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Answers[ArticleLine]:
    """List articles, the latest published first.

    Args:
        store: the ledger.
        named: only these, by their callers' ids.
        limit: the most to list.
        offset: how many to leave out before the first.
    """
    asked = None if named is None else sorted(set(named))
    values = {"articles": asked, "limit": limit, "offset": offset}
    lines = store.records_of(ArticleLine, "trail_articles_listed", **values)
    ((total,),) = (store.query("article_count").column("articles").to_pylist(),)
    return Answers(lines, ArticleLine, total=total if asked is None else len(lines), offset=offset)


def article_texts(store: Store, article: str) -> tuple[ArticleText, ...]:
    """Return the versions of an article with their texts, the current one last.

    Raises:
        NotFoundError: there is no such article.
    """
    rows = store.query("trail_versions_listed", article=article).to_pylist()
    if not rows:
        raise NotFoundError(
            f"there is no article {article!r}; `spantrail export articles` lists all"
        )
    return tuple(
        ArticleText(**row, number=number, versions=len(rows)) for number, row in enumerate(rows, 1)
    )
