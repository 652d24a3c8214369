"""Labelled sets: articles with gold clusters, their chains built from the gold mentions exactly as `resolve` builds them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from provenance.mentions import Chain, Mention
from provenance.spans import Span
from resolvers.linking.profiles import Profile, profiles_of
from resolvers.reading.chains.build import build_chains
from resolvers.reading.finding.detect import detect

_TYPES = {
    "ACTOR": "PER",
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "COUNTRY": "LOC",
    "LOCATION": "LOC",
}
_KEPT = ("PER", "ORG", "LOC")
Label = tuple[
    str, str
]  # the event that labels hold in, empty where they hold everywhere, and the cluster


@attrs.frozen
class LabelledArticle:
    """Hold one article's chains with the gold cluster of every mention."""

    article: str
    chains: tuple[Chain, ...]
    gold: Mapping[tuple[int, int], Label]
    month: str | None


def read_set(folder: Path) -> Iterator[LabelledArticle]:
    """Build the chains of every article of one set from its gold mentions."""
    by_article: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(folder / "mentions.jsonl"):
        kind = _TYPES.get(row["type"], row["type"])
        if kind in _KEPT and row.get("cluster"):
            by_article[row["article"]].append({**row, "type": kind})
    for article in _rows(folder / "articles.jsonl"):
        rows = by_article[article["id"]]
        mentions = [
            Mention(
                version=article["id"],
                span=Span(r["start"], r["end"]),
                surface=r["surface"],
                kind="name",
                type=r["type"],
                detector="given",
            )
            for r in rows
        ]
        gold = {(r["start"], r["end"]): (str(r.get("event", "")), r["cluster"]) for r in rows}
        chains = build_chains(article["id"], article["text"], mentions)
        yield LabelledArticle(
            article["id"], tuple(chains), gold, (article.get("published_at") or "")[:7] or None
        )


def read_own(folder: Path) -> Iterator[LabelledArticle]:
    """Build the chains that our own reader finds in one set, those with a mention that the set marks too, labelled by it.

    Gold mentions have a type each; what is read may have none, and parameters of such names are
    counted here.
    """
    gold = {article.article: article for article in read_set(folder)}
    for row in _rows(folder / "articles.jsonl"):
        marked = gold[row["id"]]
        found: dict[tuple[int, int], Label] = {}
        chains = []
        for chain in build_chains(row["id"], row["text"], detect(row["text"], row["id"])):
            spans = [(m.span.start, m.span.end) for m in chain.mentions]
            votes = Counter(marked.gold[span] for span in spans if span in marked.gold)
            if votes:
                found |= dict.fromkeys(spans, min(votes, key=lambda label: (-votes[label], label)))
                chains.append(chain)
        yield LabelledArticle(marked.article, tuple(chains), found, marked.month)


def read_articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the ids and texts of one set's articles."""
    for row in _rows(folder / "articles.jsonl"):
        yield row["id"], row["text"]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def label_of(article: LabelledArticle, chain: Chain) -> Label:
    """Return the label of most of a chain's mentions."""
    votes = Counter(article.gold[m.span.start, m.span.end] for m in chain.mentions)
    return min(votes, key=lambda label: (-votes[label], label))


def profiled(article: LabelledArticle) -> list[tuple[Chain, Profile]]:
    """Pair an article's chains with their profiles."""
    return list(zip(article.chains, profiles_of(article.chains, article.month), strict=True))
