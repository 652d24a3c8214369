"""Quantities: numbers with their bounds and what they are of, and words for none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.quantities.amounts import Amount, amount_at
from resolvers.quantities.bounds import bound_before, bound_behind, bounded
from resolvers.quantities.measures import measured, singular
from resolvers.quantities.numbers import SEEDS, Interval
from resolvers.quantities.ranges import joined

_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*")
_BE = r"(?:was|were|is|has\sbeen|had\sbeen|have\sbeen|died|dies|will\sbe)\b"
# "Nobody is speaking to them" counts none of them.
_NO_STATE = (
    r"(?!\s(?!missing)[^\W\d_]+ing\b|\s(?:an?|the|quite|ready|sure|certain|perfect|above|more)\b)"
)
_THING = rf"[^\W\d_]+(?:\s(?!{_BE})[^\W\d_]+(?=\s{_BE}))?"
# "No one was hurt", "not a single house": a count of none.
_NONE = re.compile(
    rf"(?:no[\s-]one|nobody)(?:(?=\s(?:else\s)?{_BE}{_NO_STATE})|(?P<object>(?=[.;]|\Z)))"
    r"|no\s(?P<things>people|men|women|children|[^\W\d_]+s)(?=\s(?:were|have\sbeen|had\sbeen|died)\b)"
    rf"|(?:not\sa|no)\ssingle\s(?P<thing>{_THING})|not\sone\s(?P<noun>{_THING})(?=\s{_BE})",
    re.IGNORECASE,
)
# "It kneels to no one": behind a preposition nobody is counted.
_LINKED = re.compile(r"\b(?:to|or|by|for|with|of|and|from|like|than|but)\s\Z", re.IGNORECASE)
_LINK_LENGTH = 5
_SINGLE = re.compile(r"\ssingle(?=\s)", re.IGNORECASE)
_NEGATIVE = ("no", "nobody", "not")
_STARTS = SEEDS.union(_NEGATIVE)


def quantities(text: str, start: int, end: int, dates: list[Span]) -> Iterator[Value]:
    """Find the quantities between two offsets that share nothing with a date, in order."""
    for low, high in _stretches_between_dates(start, end, dates):
        if _may_hold_numbers(text, low, high):
            yield from _quantities_between(text, low, high)


def _quantities_between(text: str, start: int, end: int) -> Iterator[Value]:
    """Find the quantities of a stretch; each may take words before it, up to the one before."""
    after = start
    for match in _TOKEN.finditer(text, start, end):
        at, word = match.start(), match[0]
        if at >= after and (word[0].isdigit() or word.lower() in _STARTS):
            value, stop = _read_quantity(text, at, after, end)
            after = max(after, stop)
            if value is not None:
                yield value


def _stretches_between_dates(start: int, end: int, dates: list[Span]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between dates."""
    for date in dates:
        yield start, date.start
        start = date.end
    yield start, end


def _may_hold_numbers(text: str, start: int, end: int) -> bool:
    """Whether a digit or a word of a number stands between two offsets.

    Most contents hold none, and this is found ten times as fast as that there are no quantities.
    """
    if _DIGIT.search(text, start, end):
        return True
    words = _LETTERS.findall(text[start:end].lower())
    return not _STARTS.isdisjoint(words)


def _read_quantity(text: str, at: int, after: int, end: int) -> tuple[Value | None, int]:
    """Read the quantity at an offset, with the words before it back to `after`.

    Say where to go on.
    """
    none = _read_zero_count(text, at, end) if text[at] in "nN" else None
    if none is not None:
        return none, none.span.end
    amount = amount_at(text, at, after, end)
    if amount is None:
        return None, at
    whole = _extended_amount(text, amount, end)
    return _value_of_amount(text, whole, after, end) if whole.number.whole else (None, whole.end)


def _extended_amount(text: str, amount: Amount, end: int) -> Amount:
    """Return an amount with what is joined to it; a part of a word is no whole number."""
    if not amount.number.whole or _is_part_of_word(text, amount):
        return attrs.evolve(amount, number=amount.number._replace(whole=False))
    return joined(text, amount, end) or amount


def _read_zero_count(text: str, at: int, end: int) -> Value | None:
    """Read a count of none, with what is counted: people, where no noun stands there."""
    match = _NONE.match(text, at, end)
    if match is None:
        return None
    if match["object"] is not None and _LINKED.search(text, max(0, at - _LINK_LENGTH), at):
        return None
    things = match["things"]
    single = match["thing"] or match["noun"] or "person"
    noun = singular(things.lower()) if things else single.lower().split()[-1]
    return _make_value("number", text, Span(*match.span()), Interval(0.0, 0.0), noun=noun)


def _is_part_of_word(text: str, amount: Amount) -> bool:
    """Whether the number is a part of a word or a longer figure.

    "G7", "F-16", "10:30", "21st".
    """
    before = text[amount.start - 1 : amount.start]
    after = text[amount.end : amount.end + 1]
    apart = before in {"-", ":", "/", ".", "–"} and amount.currency is None
    return before.isalnum() or apart or after in {":", "/"} or after.isalnum()


def _value_of_amount(text: str, amount: Amount, after: int, end: int) -> tuple[Value | None, int]:
    """Bound an amount by the words around it, and say what it is of."""
    span, interval = _bounded_interval(text, amount, after, end)
    if not amount.bare:
        kind, unit = ("percentage", amount.unit) if amount.unit else ("money", amount.currency)
        return _make_value(kind, text, span, interval, unit=unit), span.end
    counted = _counted_value(text, span, interval, end)
    if counted is not None:
        return counted, counted.span.end
    tells = _is_genuine_number(text, amount, span)
    return _make_value("number", text, span, interval) if tells else None, span.end


def _counted_value(text: str, span: Span, interval: Interval, end: int) -> Value | None:
    """Read what a number counts, if words behind it say that."""
    one = interval.low == interval.high == 1
    single = _SINGLE.match(text, span.end, end) if one else None
    found = measured(text, single.end() if single else span.end, end, one=one)
    if found is None or found.end <= span.end:
        return None
    whole = Span(span.start, found.end)
    return _make_value(found.kind, text, whole, interval, unit=found.unit, noun=found.noun)


def _is_genuine_number(text: str, amount: Amount, span: Span) -> bool:
    """Whether a number of nothing is one.

    Not in "one of them", "the 90's", "chapter 14-98".
    """
    possessive = text[span.end : span.end + 1] in {"'", "’"}
    return not (amount.dashed or possessive or span.surface(text).lower() == "one")


def _bounded_interval(text: str, amount: Amount, after: int, end: int) -> tuple[Span, Interval]:
    """Widen an amount by the bound before it, else by the one behind."""
    interval = Interval(amount.number.low, amount.number.high)
    before, behind = bound_before(text, after, amount.start), bound_behind(text, amount.end, end)
    bound = before or behind
    if bound is not None:
        interval = bounded(bound.kind, interval, counts=amount.bare)
    start = before.at if before else amount.start
    return Span(start, behind.at if behind else amount.end), interval


def _make_value(
    kind: str,
    text: str,
    span: Span,
    interval: Interval,
    *,
    unit: str | None = None,
    noun: str | None = None,
) -> Value:
    return Value(
        kind=kind,
        span=span,
        surface=span.surface(text),
        low=interval.low,
        high=interval.high,
        unit=unit,
        noun=noun,
    )
