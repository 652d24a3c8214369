"""Labelled sets: articles with gold clusters.

Their chains are built from the gold mentions exactly as `resolve` builds them.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from provenance.records.mentions import Chain, Mention
from provenance.spans import Span
from resolvers.coreference.build import build_chains
from resolvers.linking.profiles import Profile, profiles_of
from resolvers.mention_detection.detect import detect

_TYPES = {
    "ACTOR": "PER",
    "PERSON": "PER",
    "ORGANIZATION": "ORG",
    "COUNTRY": "LOC",
    "LOCATION": "LOC",
}
_KEPT = ("PER", "ORG", "LOC")
# The event that labels hold in, empty where they hold everywhere, and the cluster.
Label = tuple[str, str]
Spot = tuple[int, int]  # start and end of a mention


@attrs.frozen
class LabelledArticle:
    """Hold one article's chains with the gold cluster of every mention."""

    article: str
    chains: tuple[Chain, ...]
    gold: Mapping[Spot, Label]
    month: str | None


def read_set(folder: Path) -> Iterator[LabelledArticle]:
    """Build the chains of every article of one set from its gold mentions."""
    marked = _gold_mentions_by_article(folder)
    for article in _json_rows(folder / "articles.jsonl"):
        rows = marked[article["id"]]
        mentions = [_gold_mention(row) for row in rows]
        gold = {(r["start"], r["end"]): (str(r.get("event", "")), r["cluster"]) for r in rows}
        chains = build_chains(article["id"], article["text"], mentions)
        month = (article.get("published_at") or "")[:7] or None
        yield LabelledArticle(article["id"], tuple(chains), gold, month)


def _gold_mentions_by_article(folder: Path) -> Mapping[str, list[dict[str, Any]]]:
    """Map articles to the rows of their gold mentions, those of types that are linked."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _json_rows(folder / "mentions.jsonl"):
        kind = _TYPES.get(row["type"], row["type"])
        if kind in _KEPT and row.get("cluster"):
            found[row["article"]].append({**row, "type": kind})
    return found


def _gold_mention(row: Mapping[str, Any]) -> Mention:
    """Take a gold mention as a name that was given."""
    return Mention(
        version=row["article"],
        span=Span(row["start"], row["end"]),
        surface=row["surface"],
        kind="name",
        type=row["type"],
        detector="given",
    )


def read_own(folder: Path) -> Iterator[LabelledArticle]:
    """Build the chains that our own reader finds in one set, labelled by it.

    Chains without a mention that the set marks too are left out. Gold mentions have a type each;
    what is read may have none, and parameters of such names are counted here.
    """
    gold = {article.article: article for article in read_set(folder)}
    for row in _json_rows(folder / "articles.jsonl"):
        marked = gold[row["id"]]
        label: dict[Spot, Label] = {}
        chains = []
        for chain in build_chains(row["id"], row["text"], detect(row["text"], row["id"])):
            spots = _mention_spots(chain)
            if votes := Counter(marked.gold[spot] for spot in spots if spot in marked.gold):
                label |= dict.fromkeys(spots, most_voted(votes))
                chains.append(chain)
        yield LabelledArticle(marked.article, tuple(chains), label, marked.month)


def _mention_spots(chain: Chain) -> list[Spot]:
    """List where a chain's mentions start and end."""
    return [(m.span.start, m.span.end) for m in chain.mentions]


def read_articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the ids and texts of one set's articles."""
    for row in _json_rows(folder / "articles.jsonl"):
        yield row["id"], row["text"]


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def label_of(article: LabelledArticle, chain: Chain) -> Label:
    """Return the label of most of a chain's mentions."""
    return most_voted(Counter(labels_in(article, chain)))


def labels_in(article: LabelledArticle, chain: Chain) -> list[Label]:
    """List the labels of a chain's mentions."""
    return [article.gold[spot] for spot in _mention_spots(chain)]


def most_voted(votes: Mapping[Label, int]) -> Label:
    """Return the label of most mentions, of several the first by its name."""
    return min(votes, key=lambda label: (-votes[label], label))


def profiled(article: LabelledArticle) -> list[tuple[Chain, Profile]]:
    """Pair an article's chains with their profiles."""
    return list(zip(article.chains, profiles_of(article.chains, article.month), strict=True))
