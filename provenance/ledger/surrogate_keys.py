"""Numbering: what was read as rows of the ledger's tables, each with its number.

So they are written as they are. To plan the statements that numbered and joined the rows of one
article took DuckDB 2.0.0 two thirds of an append.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import attrs

from provenance.records.articles import Version
from provenance.records.claims import Claim, Value
from provenance.records.mentions import Chain, Feature, Link

Row = tuple[Any, ...]
Count = Callable[[str], Iterator[int]]  # the name of a table to the numbers that its new rows get
Place = tuple[int, int, int, str]  # of a mention: version, start, end, detector
_Keyed = TypeVar("_Keyed", Chain, Claim)


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
    """Give the new rows by table, in the order of writing, and the numbers of all keys."""

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
    """Number sources, articles and versions that are new, the last two as they came.

    Args:
        items: what is new.
        articles: the caller's id to number, of the articles that are known.
        sources: name to number, of the sources that are known.
        count: gives numbers.
        run: the number of the run.
    """
    new_sources = _number_keys(_new_sources(items, sources), count("source"))
    new_articles = _number_keys(_new_articles(items, articles), count("article"))
    ids = _number_keys([version.key for version in items], count("version"))

    articles, sources = {**articles, **new_articles}, {**sources, **new_sources}
    rows = [(ids[v.key], v.key, *_version_columns(v, articles, sources), run) for v in items]
    named = {"source": _named_rows(new_sources, run), "article": _named_rows(new_articles, run)}
    return Numbered(ids=ids, rows={**named, "version": rows})


def _new_sources(items: Sequence[Version], known: Mapping[str, int]) -> list[str]:
    """List the sources that have no number yet, by their names."""
    named = {item.article.source for item in items if item.article.source is not None}
    return sorted(named - known.keys())


def _new_articles(items: Sequence[Version], known: Mapping[str, int]) -> list[str]:
    """List the ids of articles that have no number yet, as they came."""
    return _unnumbered_keys((item.article.article_id for item in items), known)


def _unnumbered_keys(keys: Iterable[str], known: Mapping[str, int]) -> list[str]:
    """List the keys that have no number yet, each once, in the order in which they came."""
    return [key for key in dict.fromkeys(keys) if key not in known]


def _number_keys(keys: Sequence[str], numbers: Iterator[int]) -> dict[str, int]:
    """Give each key the next number."""
    return dict(zip(keys, numbers, strict=False))


def _named_rows(numbers: Mapping[str, int], run: int) -> list[Row]:
    """Lay out what has a name and nothing else."""
    return [(number, name, run) for name, number in numbers.items()]


def _version_columns(v: Version, articles: Mapping[str, int], sources: Mapping[str, int]) -> Row:
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
    """Number chains and mentions that are new, and lay out what a reader says of chains.

    Of those that it has not read before.
    """
    new, ids = _number_new_items(chains, known, count("chain"))
    mentions = _Mentions(versions, dict(known.mentions), count("mention"), run)
    for chain in chains:
        mentions.add(chain)
    told = [(ids[chain.key], chain) for chain in chains if ids[chain.key] not in known.told]
    return Numbered(
        ids=ids,
        rows={
            "chain": [(number, c.key, versions[c.version], run) for number, c in new],
            "chain_reading": _reading_rows(told, reader, run),
            "mention": mentions.new,
            "chain_mention": mentions.link_rows(told),
            "feature": _feature_rows(told, run),
        },
    )


def _reading_rows(told: Sequence[tuple[int, Chain]], reader: str, run: int) -> list[Row]:
    """Lay out who read numbered chains, and of which type and name they are."""
    return sorted((number, reader, chain.type, chain.name, run) for number, chain in told)


def _number_new_items(
    items: Sequence[_Keyed], known: StoredRows, numbers: Iterator[int]
) -> tuple[list[tuple[int, _Keyed]], dict[str, int]]:
    """Number the chains or claims that are new; return these, and the numbers of all keys."""
    by_key = {item.key: item for item in items}
    new = _number_keys(_unnumbered_keys(by_key, known.chains), numbers)
    return [(number, by_key[key]) for key, number in new.items()], {**known.chains, **new}


@attrs.frozen
class _Mentions:
    """Number mentions by their places, and collect the rows of those that are new."""

    versions: Mapping[str, int]
    numbers: dict[Place, int]
    count: Iterator[int]
    run: int
    new: list[Row] = attrs.field(factory=list)

    def add(self, chain: Chain) -> None:
        """Number the mentions of a chain that have no number yet."""
        version = self.versions[chain.version]
        for link in chain.links:
            place = _mention_place(version, link)
            if place not in self.numbers:
                number = self.numbers[place] = next(self.count)
                self.new.append((number, *_mention_columns(version, link), self.run))

    def link_rows(self, told: Sequence[tuple[int, Chain]]) -> list[Row]:
        """Lay out what ties mentions to numbered chains."""
        return [row for number, chain in told for row in self._chain_link_rows(number, chain)]

    def _chain_link_rows(self, number: int, chain: Chain) -> Iterator[Row]:
        version = self.versions[chain.version]
        for link in chain.links:
            yield (
                number,
                self.numbers[_mention_place(version, link)],
                *_link_columns(link),
                self.run,
            )


def _feature_rows(told: Sequence[tuple[int, Chain]], run: int) -> list[Row]:
    """Lay out the features of numbered chains."""
    return [
        (number, *_feature_columns(feature), run)
        for number, chain in told
        for feature in chain.features
    ]


def _mention_place(version: int, link: Link) -> Place:
    m = link.mention
    return version, m.span.start, m.span.end, m.detector


def _mention_columns(version: int, link: Link) -> Row:
    m = link.mention
    head = (m.head.start, m.head.end) if m.head else (None, None)
    return version, m.span.start, m.span.end, m.surface, m.kind, m.type, m.score, *head, m.detector


def _link_columns(link: Link) -> Row:
    return (link.cue, link.weight, *((link.to.start, link.to.end) if link.to else (None, None)))


def _feature_columns(f: Feature) -> Row:
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
    """Number claims that are new, with their spans, and lay out what a reader says of claims.

    Of those that it has not read before.

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
    new, ids = _number_new_items(claims, known, count("claim"))
    told = [(ids[claim.key], claim) for claim in claims if ids[claim.key] not in known.told]
    return Numbered(
        ids=ids,
        rows={
            "claim": [(number, claim.key, versions[claim.version], run) for number, claim in new],
            "claim_span": [
                (number, *row, run)
                for number, claim in new
                for row in _span_rows(claim, texts[claim.version])
            ],
            **_attribution_rows(told, ids, chains, texts, reader=reader, run=run),
        },
    )


def _span_rows(claim: Claim, text: str) -> Iterator[Row]:
    """Yield the spans of a claim with their roles and words."""
    for place, (role, span) in enumerate(claim.spans):
        yield role, place, span.start, span.end, span.surface(text)


def _attribution_rows(
    told: Sequence[tuple[int, Claim]],
    claims: Mapping[str, int],
    chains: Mapping[str, int],
    texts: Mapping[str, str],
    *,
    reader: str,
    run: int,
) -> dict[str, list[Row]]:
    """Lay out what a reader says of claims: who speaks, who with whom, and the values inside."""
    together = (row for told_of in told for row in _joint_speaker_rows(*told_of, chains, texts))
    values = ((number, value) for number, claim in told for value in claim.values)
    return {
        "attribution": [
            (
                number,
                reader,
                *_attribution_columns(claim),
                *_speaker_columns(claim, claims, chains),
                run,
            )
            for number, claim in sorted(told, key=itemgetter(0))
        ],
        "claim_speaker": [(*row, run) for row in together],
        "claim_value": [(number, *_value_columns(value), run) for number, value in values],
    }


def _joint_speaker_rows(
    number: int, claim: Claim, chains: Mapping[str, int], texts: Mapping[str, str]
) -> Iterator[Row]:
    """Yield the chains of a source that names several, with their characters."""
    for place, (chain, span) in enumerate(claim.speakers):
        yield number, place, chains[chain], span.start, span.end, span.surface(texts[claim.version])


def _value_columns(value: Value) -> Row:
    bounds = (getattr(value, name) for name in _VALUE)
    return (value.kind, value.span.start, value.span.end, value.surface, *bounds)


def _attribution_columns(claim: Claim) -> Row:
    return tuple(getattr(claim, name) for name in _TOLD)


def _speaker_columns(claim: Claim, claims: Mapping[str, int], chains: Mapping[str, int]) -> Row:
    """Return the claim around this one, and who says it."""
    parent = None if claim.parent is None else claims.get(claim.parent)
    speaker = None if claim.speaker is None else chains.get(claim.speaker)
    return parent, speaker, claim.speaker_cue, claim.speaker_weight
