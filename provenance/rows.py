"""Rows of the ledger to records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from provenance.articles import Article, Version
from provenance.mentions import Feature, Link, Mention
from provenance.spans import Span


def version_of(row: Mapping[str, Any]) -> Version:
    """Make a version of its row, with its article's."""
    return Version(
        article=Article(article_id=row["article"], source=row["source"], url=row["url"]),
        metadata=json.loads(row["metadata"]),
        **{
            name: row[name]
            for name in (
                "text",
                "title",
                "byline",
                "lang",
                "published_at",
                "retrieved_at",
                "extractor",
                "raw_hash",
                "amended",
            )
        },
    )


def link_of(row: Mapping[str, Any]) -> Link:
    """Make a link of its row, with its mention's."""
    mention = Mention(
        version=row["version"],
        span=Span(row["start"], row["end"]),
        surface=row["surface"],
        kind=row["kind"],
        type=row["type"],
        score=row["score"],
        head=None if row["head_start"] is None else Span(row["head_start"], row["head_end"]),
        detector=row["detector"],
    )
    to = None if row["to_start"] is None else Span(row["to_start"], row["to_end"])
    return Link(mention=mention, cue=row["cue"], weight=row["weight"], to=to)


def feature_of(row: Mapping[str, Any]) -> Feature:
    """Make a feature of its row."""
    return Feature(
        name=row["name"],
        value=row["value"],
        span=Span(row["start"], row["end"]),
        qualifier=row["qualifier"],
        modifiers=tuple(row["modifiers"]),
    )
