"""Appending evidence: texts of articles, with what is told of them and the pages behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from provenance.ledger import surrogate_keys
from provenance.ledger.amendments import VersionMetadata, new_versions
from provenance.ledger.encode_pages import page_rows
from provenance.records.articles import Version
from provenance.records.decisions import Run
from provenance.sql.writing import Writer


def append_versions(writer: Writer, run: Run, versions: Iterable[Version]) -> list[str]:
    """Append versions that are new: another text of an article, or something else told of it.

    Returns:
        The keys of the new ones.
    """
    items = list(versions)
    names = sorted({v.article.article_id for v in items})
    with writer.transaction(run) as number:
        articles = dict(writer.rows("article_numbers", articles=names)) if names else {}
        new = new_versions(items, _known_version_metadata(writer, articles))
        sources = _source_numbers(writer, new)
        found = surrogate_keys.version_rows(
            new, articles=articles, sources=sources, count=writer.count, run=number
        )
        writer.write(found.rows | page_rows(new, found.ids, number))
    return list(found.ids)


def _source_numbers(writer: Writer, versions: Iterable[Version]) -> dict[str, int]:
    """Look up the numbers of the sources of versions that are known already."""
    names = sorted({v.article.source for v in versions if v.article.source is not None})
    return dict(writer.rows("source_numbers", sources=names)) if names else {}


def _known_version_metadata(writer: Writer, articles: Mapping[str, int]) -> list[VersionMetadata]:
    """Return what was told of articles, by their numbers, in order."""
    numbers = list(articles.values())
    rows = writer.rows("told_of_articles", articles=numbers) if numbers else []
    return [VersionMetadata(*row) for row in rows]
