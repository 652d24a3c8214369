"""Numbering: what was read as rows of the ledger's tables, each with its number, so that they are written as they are.

To plan the statements that numbered and joined the rows of one article took DuckDB 2.0.0 two thirds
of an append.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from provenance.articles import Version
from provenance.claims import Claim, Value
from provenance.mentions import Chain, Feature, Link

Row = tuple[Any, ...]
Count = Callable[[str], Iterator[int]]  # the name of a table to the numbers that its new rows get
Place = tuple[int, int, int, str]  # of a mention: version, start, end, detector


@attrs.frozen(kw_only=True)
class StoredRows:
    """Hold what the ledger knows of the versions that were read.

    Nothing, for those that nobody has read before.

    Args:
        chains: chain key to number.
        mentions: place to number.
        told: the chains that this reader has read before.
        profiles: the number of a chain to that of its profile.
    """

    chains: Mapping[str, int] = {}
    mentions: Mapping[Place, int] = {}
    told: frozenset[int] = frozenset()
    profiles: Mapping[int, int] = {}


@attrs.frozen(kw_only=True)
class Numbered:
    """Give the new rows by table, in the order in which they are written, and the numbers of all keys."""

    ids: dict[str, int]
    rows: dict[str, list[Row]]


def version_rows(
    items: Sequence[Version],
    *,
    articles: Mapping[str, int],
    sources: Mapping[str, int],
    count: Count,
    run: int,
) -> Numbered:
    """Number sources, articles and versions that are new, the last two in the order in which they came.

    Args:
        items: what is new.
        articles: the caller's id to number, of the articles that are known.
        sources: name to number, of the sources that are known.
        count: gives numbers.
        run: the number of the run.
    """
    told = [v.article for v in items]
    new_sources = sorted({a.source for a in told if a.source is not None} - sources.keys())
    named = {**sources, **dict(zip(new_sources, count("source"), strict=False))}
    new_articles = [
        name for name in dict.fromkeys(a.article_id for a in told) if name not in articles
    ]
    numbers = {**articles, **dict(zip(new_articles, count("article"), strict=False))}
    ids = dict(zip([v.key for v in items], count("version"), strict=False))
    return Numbered(
        ids=ids,
        rows={
            "source": [(named[name], name, run) for name in new_sources],
            "article": [(numbers[name], name, run) for name in new_articles],
            "version": [(ids[v.key], v.key, *_version(v, numbers, named), run) for v in items],
        },
    )


def _version(v: Version, articles: Mapping[str, int], sources: Mapping[str, int]) -> Row:
    """Lay a version out as its row, without its number and key."""
    metadata = json.dumps(dict(v.metadata), ensure_ascii=False, sort_keys=True)
    text = (v.text, v.text_hash, v.raw_hash, v.extractor)
    published = (sources.get(v.article.source or ""), v.article.url)
    told = (v.title, v.byline, v.lang, v.published_at, v.retrieved_at, metadata, v.amended)
    return articles[v.article.article_id], *text, *published, *told


def chain_rows(
    chains: Sequence[Chain],
    *,
    versions: Mapping[str, int],
    known: StoredRows,
    count: Count,
    reader: str,
    run: int,
) -> Numbered:
    """Number chains and mentions that are new, and lay out what a reader says of chains that it has not read before."""
    keyed = [(chain.key, chain) for chain in chains]
    ids, new_chains = dict(known.chains), list[Row]()
    mentions, new_mentions = dict(known.mentions), list[Row]()
    numbers = count("chain"), count("mention")
    for key, chain in keyed:
        version = versions[chain.version]
        if key not in ids:
            ids[key] = next(numbers[0])
            new_chains.append((ids[key], key, version, run))
        for link in chain.links:
            place = _place(version, link)
            if place not in mentions:
                mentions[place] = next(numbers[1])
                new_mentions.append((mentions[place], *_mention(version, link), run))
    told = [(ids[key], chain) for key, chain in keyed if ids[key] not in known.told]
    return Numbered(
        ids=ids,
        rows={
            "chain": new_chains,
            "chain_reading": sorted(
                (number, reader, chain.type, chain.name, run) for number, chain in told
            ),
            "mention": new_mentions,
            "chain_mention": [
                (number, mentions[_place(versions[chain.version], link)], *_link(link), run)
                for number, chain in told
                for link in chain.links
            ],
            "feature": [
                (number, *_feature(feature), run)
                for number, chain in told
                for feature in chain.features
            ],
        },
    )


def _place(version: int, link: Link) -> Place:
    m = link.mention
    return version, m.span.start, m.span.end, m.detector


def _mention(version: int, link: Link) -> Row:
    m = link.mention
    head = (m.head.start, m.head.end) if m.head else (None, None)
    return version, m.span.start, m.span.end, m.surface, m.kind, m.type, m.score, *head, m.detector


def _link(link: Link) -> Row:
    return (link.cue, link.weight, *((link.to.start, link.to.end) if link.to else (None, None)))


def _feature(f: Feature) -> Row:
    return f.name, f.value, f.span.start, f.span.end, f.qualifier, list(f.modifiers)


def profile_rows(
    told: Mapping[str, str], known: Mapping[str, int], count: Count, run: int
) -> Numbered:
    """Number profiles that are new, in the order of their keys.

    `told` maps keys to features (JSON).
    """
    ids, rows, numbers = dict(known), list[Row](), count("profile")
    for key in sorted(told.keys() - known.keys()):
        ids[key] = next(numbers)
        rows.append((ids[key], key, told[key], run))
    return Numbered(ids=ids, rows={"profile": rows})


_TOLD = ("kind", "polarity", "modality", "certainty", "stance", "act", "rule", "score")
_VALUE = ("low", "high", "unit", "noun", "first_day", "last_day")


def claim_rows(
    claims: Sequence[Claim],
    *,
    texts: Mapping[str, str],
    versions: Mapping[str, int],
    chains: Mapping[str, int],
    known: StoredRows,
    count: Count,
    reader: str,
    run: int,
) -> Numbered:
    """Number claims that are new, with their spans, and lay out what a reader says of claims that it has not read before.

    Args:
        claims: what was found.
        texts: version key to text.
        versions: version key to number.
        chains: chain key to number, for speakers.
        known: the claims that are known, as its `chains`, and those that this reader has read, as
            `told`.
        count: gives numbers.
        reader: who read.
        run: the number of the run.
    """
    ids, new = dict(known.chains), list[tuple[int, str, Claim]]()
    keyed = [(claim.key, claim) for claim in claims]
    numbers = count("claim")
    for key, claim in keyed:
        if key not in ids:
            ids[key] = next(numbers)
            new.append((ids[key], key, claim))
    told = [(ids[key], claim) for key, claim in keyed if ids[key] not in known.told]
    return Numbered(
        ids=ids,
        rows={
            "claim": [(number, key, versions[claim.version], run) for number, key, claim in new],
            "claim_span": [
                (number, role, place, span.start, span.end, span.surface(texts[claim.version]), run)
                for number, _, claim in new
                for place, (role, span) in enumerate(claim.spans)
            ],
            **_told_rows(told, ids, chains, texts, reader=reader, run=run),
        },
    )


def _told_rows(
    told: Sequence[tuple[int, Claim]],
    claims: Mapping[str, int],
    chains: Mapping[str, int],
    texts: Mapping[str, str],
    *,
    reader: str,
    run: int,
) -> dict[str, list[Row]]:
    """Lay out what a reader says of claims: who speaks, who with whom, and the values inside."""
    together = (row for told_of in told for row in _together(*told_of, chains, texts))
    return {
        "attribution": [
            (number, reader, *_said(claim), *_speaker(claim, claims, chains), run)
            for number, claim in sorted(told, key=lambda item: item[0])
        ],
        "claim_speaker": [(*row, run) for row in together],
        "claim_value": [
            (number, *_measured(value), run) for number, claim in told for value in claim.values
        ],
    }


def _together(
    number: int, claim: Claim, chains: Mapping[str, int], texts: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the chains of a source that names several, with their characters."""
    for place, (chain, span) in enumerate(claim.speakers):
        yield number, place, chains[chain], span.start, span.end, span.surface(texts[claim.version])


def _measured(value: Value) -> Row:
    bounds = (getattr(value, name) for name in _VALUE)
    return (value.kind, value.span.start, value.span.end, value.surface, *bounds)


def _said(claim: Claim) -> Row:
    return tuple(getattr(claim, name) for name in _TOLD)


def _speaker(claim: Claim, claims: Mapping[str, int], chains: Mapping[str, int]) -> Row:
    """Return the claim around this one, and who says it."""
    parent = None if claim.parent is None else claims.get(claim.parent)
    speaker = None if claim.speaker is None else chains.get(claim.speaker)
    return parent, speaker, claim.speaker_cue, claim.speaker_weight
