"""Rows of the ledger to records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from provenance.records.articles import Article, Version
from provenance.records.mentions import Chain, Feature, Link, Mention
from provenance.spans import Span

T = TypeVar("T")
_OF_VERSION = (
    *("text", "title", "byline", "lang", "published_at", "retrieved_at"),
    *("extractor", "raw_hash", "amended"),
)
_OF_MENTION = ("version", "surface", "kind", "type", "score", "detector")


def version_of(row: Mapping[str, Any]) -> Version:
    """Make a version of its row, with its article's."""
    return Version(
        article=Article(article_id=row["article"], source=row["source"], url=row["url"]),
        metadata=json.loads(row["metadata"]),
        **picked(row, _OF_VERSION),
    )


def link_of(row: Mapping[str, Any]) -> Link:
    """Make a link of its row, with its mention's."""
    span, head = (
        Span(row["start"], row["end"]),
        _span_of_columns(row["head_start"], row["head_end"]),
    )
    mention = Mention(**picked(row, _OF_MENTION), span=span, head=head)
    to = _span_of_columns(row["to_start"], row["to_end"])
    return Link(mention=mention, cue=row["cue"], weight=row["weight"], to=to)


def _span_of_columns(start: int | None, end: int | None) -> Span | None:
    """Make a span of two columns, which are empty where there is none."""
    return None if start is None or end is None else Span(start, end)


def feature_of(row: Mapping[str, Any]) -> Feature:
    """Make a feature of its row."""
    return Feature(
        name=row["name"],
        value=row["value"],
        span=Span(row["start"], row["end"]),
        qualifier=row["qualifier"],
        modifiers=tuple(row["modifiers"]),
    )


def picked(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Take some columns of a row, for what has fields of the same names."""
    return {name: row[name] for name in names}


def by_chain(
    rows: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], T]
) -> defaultdict[int, list[T]]:
    """Read rows of chains, and gather them by the number of the chain."""
    found: defaultdict[int, list[T]] = defaultdict(list)
    for row in rows:
        found[row["chain_id"]].append(read(row))
    return found


def chain_of(row: Mapping[str, Any], links: Iterable[Link], features: Iterable[Feature]) -> Chain:
    """Make a chain of its row, with what ties its mentions and what it states."""
    return Chain(
        **picked(row, ("version", "type", "name")), links=tuple(links), features=tuple(features)
    )
