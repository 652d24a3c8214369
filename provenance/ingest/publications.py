"""One id for two articles: a row that contradicts what its id stands for is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import attrs

from provenance.exceptions import InputError
from provenance.ingest.refusals import RowRefusal
from provenance.ingest.rows import Row
from provenance.records.addresses import same_address
from provenance.records.articles import Article, outlet_key

T = TypeVar("T")


@attrs.frozen
class Publication:
    """Hold where an article was published.

    Args:
        source: the outlet, as far as it is known.
        url: the address, as far as it is known.
    """

    source: str | None
    url: str | None


def one_publication(
    rows: Sequence[Row],
    known: Mapping[str, Publication],
) -> tuple[list[Row], list[InputError]]:
    """Part rows that may go under their ids from those that may not.

    A corrected text is a new version of its article. Under the id of another outlet's article, or
    of one at another address, it would be one, too, and stand under a foreign name.

    Args:
        rows: what was read, in its order.
        known: the ids of articles to where they were published.

    Returns:
        The rows that are kept, and an error for each of the others.
    """
    stands = dict(known)
    kept: list[Row] = []
    refused: list[InputError] = []
    for row in rows:
        article = row.version.article
        before = stands.get(article.article_id, Publication(None, None))
        fault = _publication_contradiction(before, article)
        if fault is not None:
            refused.append(fault.at(row.file, row.line))
            continue
        stands[article.article_id] = Publication(
            before.source or article.source,
            before.url or article.url,
        )
        kept.append(row)
    return kept, refused


def _publication_contradiction(before: Publication, article: Article) -> RowRefusal | None:
    name = f"the id {article.article_id!r} stands for an article"
    if before.source and article.source and outlet_key(before.source) != outlet_key(article.source):
        what = f"{name} of {before.source!r} already, not of {article.source!r}"
        return RowRefusal("source", what, "give the articles of each outlet ids of their own")
    if before.url and article.url and not same_address(before.url, article.url):
        what = f"{name} at {before.url} already, not at {article.url}"
        return RowRefusal(
            "url",
            what,
            "give it an id of its own, or leave the url out where the article has moved",
        )
    return None


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut items into lists of one size; the last may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
