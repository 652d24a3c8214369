"""Written assertions: what an assertion is as one text, so that it is read by one statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.claim_matching.assertions import Assertion, Named

_PLAIN = ("narrated", "speaker", "person", "cue", "modality", "polarity", "certainty", "act")


def write_assertion(said: Assertion) -> str:
    """Write what an assertion is as JSON, but for its key, its article and its story."""
    plain = [getattr(said, name) for name in _PLAIN]
    pieces = [[span.start, span.end, words] for span, words in said.pieces]
    named = [[named.entity, named.span.start, named.span.end] for named in said.named]
    values = [_write_value(value) for value in said.values]
    return json.dumps([*plain, pieces, named, values], ensure_ascii=False)


def read_assertion(
    written: str,
    *,
    key: str,
    version: str,
    article: str,
    source: str | None,
    published: datetime | None,
    story: str | None,
) -> Assertion:
    """Read an assertion as it was written, with what was not."""
    *plain, pieces, named, values = json.loads(written)
    return Assertion(
        **dict(zip(_PLAIN, plain, strict=True)),
        key=key,
        version=version,
        article=article,
        source=source,
        published=published,
        story=story,
        pieces=tuple((Span(start, end), words) for start, end, words in pieces),
        named=tuple(Named(entity=entity, span=Span(start, end)) for entity, start, end in named),
        values=tuple(_read_value(cells) for cells in values),
    )


def _write_value(value: Value) -> list[object]:
    days = (day and day.isoformat() for day in (value.first_day, value.last_day))
    plain = (value.surface, value.low, value.high, value.unit, value.noun)
    return [value.kind, value.span.start, value.span.end, *plain, *days]


def _read_value(cells: Sequence[Any]) -> Value:
    *plain, first_day, last_day = cells
    days = (day and date.fromisoformat(day) for day in (first_day, last_day))
    return value_of([*plain, *days])


def value_of(cells: Sequence[Any]) -> Value:
    """Make a value of its cells, in the order that the ledger has them."""
    kind, start, end, surface, low, high, unit, noun, first_day, last_day = cells
    return Value(
        kind=kind,
        span=Span(start, end),
        surface=surface,
        low=low,
        high=high,
        unit=unit,
        noun=noun,
        first_day=first_day,
        last_day=last_day,
    )
