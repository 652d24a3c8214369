"""Values: quantities, money, percentages and dates, each as the interval that its words allow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.quantities.dates import dates_in
from resolvers.quantities.quantities import quantities


def values_in(text: str, start: int, end: int, day: datetime | None) -> list[Value]:
    """Find the values between two offsets, in order; none overlaps another.

    Args:
        text: the article.
        start: the first offset.
        end: one past the last.
        day: when the article was published; dates such as "on Thursday" are left out without it.
    """
    dates = list(dates_in(text, start, end, day.date() if day else None))
    found = [
        Value(kind="date", span=Span(a, b), surface=text[a:b], first_day=days[0], last_day=days[1])
        for a, b, days in dates
        if days is not None
    ]
    found += quantities(text, start, end, [Span(a, b) for a, b, _ in dates])
    return sorted(found, key=lambda v: v.span)


def stored_values(
    text: str, view: str, pieces: Iterable[Span], day: datetime | None
) -> tuple[Value, ...]:
    """List the values that pieces of a reading view have, in the words of the stored text."""
    found = (value for piece in pieces for value in values_in(view, piece.start, piece.end, day))
    if text == view:
        return tuple(found)
    return tuple(attrs.evolve(value, surface=value.span.surface(text)) for value in found)
