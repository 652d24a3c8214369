"""Where words stand in the pages that articles were extracted from, as lists and trails print it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from provenance.spans import Span

_HASH = 12  # digits of a page's SHA-256 that are printed


def byte_places(store: Store, spots: Sequence[tuple[str, Span]]) -> list[str] | None:
    """Return, for each spot, the bytes behind it; None where no article of them was a page.

    Args:
        store: the ledger.
        spots: articles with characters of theirs.
    """
    from provenance.trail.pages import pages

    found = pages(store, (article for article, _ in spots))
    if not found:
        return None
    return [_joined_places(found[a].places(span)) if a in found else "" for a, span in spots]


def _joined_places(places: Iterable[object]) -> str:
    return "; ".join(map(str, places))


def page_lines(store: Store, articles: Iterable[str]) -> list[str]:
    """Return a line for each of the articles that was a page: its file and its hash."""
    from provenance.trail.pages import pages

    asked = list(articles)
    entries = [line for article in asked for line in _feed_entry_lines(store, article)]
    return entries + [
        f"page of {article}: {found.page.file or 'given in memory'}, {found.page.size} bytes,"
        f" sha256 {found.raw_hash[:_HASH]}, {'kept' if found.page.content else 'not kept'}"
        for article, found in pages(store, asked, with_content=True).items()
    ]


def _feed_entry_lines(store: Store, article: str) -> list[str]:
    """Say where the entry of a feed stands that an article was, if it was one."""
    (version,) = store.versions(article)
    where = version.metadata.get("bytes")
    if version.extractor != "feed" or where is None or version.raw_hash is None:
        return []
    place = json.loads(where)
    return [f"entry of {article}: bytes {place} of the feed with sha256 {version.raw_hash[:_HASH]}"]
