"""Where the words of articles stand in the pages that they were extracted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from provenance.ledger.encode_pages import page_of
from provenance.records.pages import BytePlace, Page, places
from provenance.spans import Span

if TYPE_CHECKING:
    from provenance.ledger.store import Store


@attrs.frozen(kw_only=True)
class ArticlePage:
    """Hold the page behind the current version of an article.

    Args:
        article: the caller's id.
        text: the article's text.
        raw_hash: the SHA-256 of the page's bytes.
        page: the page.
    """

    article: str
    text: str = attrs.field(repr=False)
    raw_hash: str
    page: Page

    def places(self, span: Span) -> tuple[BytePlace, ...]:
        """Return the bytes behind a span; see `provenance.records.pages.places`."""
        return places(self.page, self.text, span)


def pages(
    store: Store, articles: Iterable[str], *, with_content: bool = False
) -> dict[str, ArticlePage]:
    """Map articles to the pages behind their current versions.

    Those that were no page are left out.

    Args:
        store: the ledger.
        articles: the callers' ids.
        with_content: whether to load the bytes, where they were kept.
    """
    asked = sorted(set(articles))
    rows = store.records("trail_pages", articles=asked, with_content=with_content)
    if not rows:
        return {}
    blocks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for block in store.records("page_blocks_of", versions=[row["version"] for row in rows]):
        blocks[block["version"]].append(block)
    return {
        row["article"]: ArticlePage(
            article=row["article"],
            text=row["text"],
            raw_hash=row["raw_hash"],
            page=page_of(row, blocks[row["version"]]),
        )
        for row in rows
    }
