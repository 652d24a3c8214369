"""Records to Arrow tables, column by column, in the shape the appending statements want."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from provenance.articles import Version
from provenance.claims import Claim, Value
from provenance.decisions import EntityEvent, Run
from provenance.mentions import Chain

if TYPE_CHECKING:
    import pyarrow as pa

_TEXT, _WHOLE, _REAL, _FLAG, _TEXTS, _TIME, _DAY = "string", "int64", "double", "flag", "texts", "time", "day"


def table(kinds: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Lay rows out as typed columns.

    Args:
        kinds: column name to kind, in the order of the values.
        rows: one sequence of values a row.
    """
    import pyarrow as pa

    types = {
        _TEXT: pa.string(),
        _WHOLE: pa.int64(),
        _REAL: pa.float64(),
        _FLAG: pa.bool_(),
        _TEXTS: pa.list_(pa.string()),
        _TIME: pa.timestamp("us", tz="UTC"),
        _DAY: pa.date32(),
    }
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return pa.table({n: pa.array(c, types[k]) for (n, k), c in zip(kinds.items(), columns, strict=True)})


def run_values(run: Run) -> dict[str, Any]:
    """Give a run's fields as parameters."""
    return attrs.asdict(run)


def numbered(versions: Mapping[str, int]) -> pa.Table:
    """Make a table of versions and their numbers."""
    return table({"version_id": _WHOLE, "version": _TEXT}, [(number, key) for key, number in versions.items()])


_VERSION = ("text", "text_hash", "raw_hash", "extractor", "title", "byline", "lang")


def versions(items: Sequence[Version]) -> pa.Table:
    """Lay versions out with their articles and sources, numbered in the order in which they came."""
    kinds = {"place": _WHOLE, "article": _TEXT, "source": _TEXT, "url": _TEXT, "version": _TEXT}
    kinds |= dict.fromkeys(_VERSION, _TEXT) | {"metadata": _TEXT, "published_at": _TIME, "retrieved_at": _TIME}
    rows = [
        (
            place,
            v.article.article_id,
            v.article.source,
            v.article.url,
            v.key,
            *(getattr(v, name) for name in _VERSION),
            json.dumps(dict(v.metadata), ensure_ascii=False, sort_keys=True),
            v.published_at,
            v.retrieved_at,
        )
        for place, v in enumerate(items)
    ]
    return table(kinds, rows)


def chains(items: Sequence[Chain]) -> pa.Table:
    """Lay chains out without their mentions."""
    kinds = {"place": _WHOLE, "version": _TEXT, "chain": _TEXT, "type": _TEXT, "name": _TEXT}
    return table(kinds, [(place, c.version, c.key, c.type, c.name) for place, c in enumerate(items)])


def links(items: Sequence[Chain]) -> pa.Table:
    """Lay the mentions of chains out, each with the cue that put it there."""
    kinds = {"place": _WHOLE, "version": _TEXT, "chain": _TEXT, "start": _WHOLE, "end": _WHOLE, "surface": _TEXT}
    kinds |= {"kind": _TEXT, "type": _TEXT, "score": _REAL, "head_start": _WHOLE, "head_end": _WHOLE}
    kinds |= {"detector": _TEXT, "cue": _TEXT, "weight": _REAL, "to_start": _WHOLE, "to_end": _WHOLE}
    rows = [
        (
            chain.version,
            chain.key,
            m.span.start,
            m.span.end,
            m.surface,
            m.kind,
            m.type,
            m.score,
            m.head.start if m.head else None,
            m.head.end if m.head else None,
            m.detector,
            link.cue,
            link.weight,
            link.to.start if link.to else None,
            link.to.end if link.to else None,
        )
        for chain in items
        for link in chain.links
        for m in (link.mention,)
    ]
    return table(kinds, [(place, *row) for place, row in enumerate(rows)])


def features(items: Sequence[Chain]) -> pa.Table:
    """Lay the features of chains out."""
    kinds = {"place": _WHOLE, "version": _TEXT, "chain": _TEXT, "name": _TEXT, "value": _TEXT, "start": _WHOLE}
    kinds |= {"end": _WHOLE, "qualifier": _TEXT, "modifiers": _TEXTS}
    rows = [
        (chain.version, chain.key, f.name, f.value, f.span.start, f.span.end, f.qualifier, list(f.modifiers))
        for chain in items
        for f in chain.features
    ]
    return table(kinds, [(place, *row) for place, row in enumerate(rows)])


def minted(items: Sequence[tuple[str, int]]) -> pa.Table:
    """Lay new ids out with the numbers of their founding chains."""
    kinds = {"place": _WHOLE, "entity": _TEXT, "founding_chain": _WHOLE}
    return table(kinds, [(place, *item) for place, item in enumerate(items)])


_STATE = ("entity", "name", "type", "status", "redirect", "speaks_for")


def states(items: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Lay entity states out, with the numbers of entities that have one already."""
    kinds = {**dict.fromkeys(_STATE, _TEXT), "entity_id": _WHOLE}
    return table(kinds, [[item[name] for name in kinds] for item in items])


def events(items: Sequence[EntityEvent]) -> pa.Table:
    """Lay entity events out."""
    kinds = {"place": _WHOLE, "kind": _TEXT, "from_ids": _TEXTS, "to_ids": _TEXTS, "cause": _TEXT}
    return table(kinds, [(p, e.kind, list(e.from_ids), list(e.to_ids), e.cause) for p, e in enumerate(items)])


def claims(items: Sequence[Claim]) -> pa.Table:
    """Lay claims out without their spans."""
    told = (
        "kind",
        "polarity",
        "modality",
        "certainty",
        "rule",
        "score",
        "parent",
        "speaker",
        "speaker_cue",
        "speaker_weight",
    )
    kinds = {"place": _WHOLE, "version": _TEXT, "claim": _TEXT} | dict.fromkeys(told, _TEXT)
    kinds |= {"score": _REAL, "speaker_weight": _REAL}
    return table(kinds, [(n, c.version, c.key, *(getattr(c, name) for name in told)) for n, c in enumerate(items)])


def claim_spans(items: Sequence[Claim], texts: Mapping[str, str]) -> pa.Table:
    """Lay the spans of claims out with their surfaces; `texts` has the text of every version."""
    kinds = {"claim": _TEXT, "role": _TEXT, "place": _WHOLE, "start": _WHOLE, "end": _WHOLE, "surface": _TEXT}
    rows = [
        (key, role, place, span.start, span.end, span.surface(texts[c.version]))
        for c in items
        for key in (c.key,)
        for place, (role, span) in enumerate(c.spans)
    ]
    return table(kinds, rows)


_VALUE = ("low", "high", "unit", "noun", "first_day", "last_day")


def claim_values(items: Sequence[Claim]) -> pa.Table:
    """Lay the values inside claims out."""
    return value_rows((c.key, value) for c in items for value in c.values)


def value_rows(items: Iterable[tuple[str, Value]]) -> pa.Table:
    """Lay values out, each with the key of the claim or the narrated sentence that holds it."""
    kinds = {"place": _WHOLE, "claim": _TEXT, "kind": _TEXT, "start": _WHOLE, "end": _WHOLE, "surface": _TEXT}
    kinds |= {"low": _REAL, "high": _REAL, "unit": _TEXT, "noun": _TEXT, "first_day": _DAY, "last_day": _DAY}
    rows = [(key, v.kind, v.span.start, v.span.end, v.surface, *(getattr(v, name) for name in _VALUE)) for key, v in items]
    return table(kinds, [(place, *row) for place, row in enumerate(rows)])
