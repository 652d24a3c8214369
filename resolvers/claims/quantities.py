"""Quantities: numbers with their bounds and what they are of, ranges, and words for none at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from provenance.claims import Value
from provenance.spans import Span
from resolvers.claims.bounds import bound_before, bound_behind, bounded
from resolvers.claims.measures import measured, millions_behind, percent_behind, sign_before
from resolvers.claims.numbers import SEEDS, Interval, Number, number_at, scaled

_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:/]\d+)*")
_ARTICLE = re.compile(r"\ban?\s\Z", re.IGNORECASE)
_TO = re.compile(r"\s?[-–—]\s?|\s(?P<word>to|and|or)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s\Z", re.IGNORECASE)
_RATIO = re.compile(r"(?:\s|-)(?P<way>in|out\sof)(?:\s|-)", re.IGNORECASE)
_BE = r"(?:was|were|is|has\sbeen|had\sbeen|have\sbeen|died|dies|will\sbe)"
_THING = rf"[^\W\d_]+(?:\s(?!{_BE}\b)[^\W\d_]+(?=\s{_BE}\b))?"
# "No one was hurt", "not a single house": a count of none.
_NONE = re.compile(
    rf"(?:no[\s-]one|nobody)(?=\s(?:else\s)?{_BE}\b|[.;]|\Z)"
    rf"|(?:not\sa|no)\ssingle\s(?P<thing>{_THING})|not\sone\s(?P<noun>{_THING})(?=\s{_BE}\b)",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\ssingle(?=\s)", re.IGNORECASE)
_STARTS = SEEDS | {"no", "nobody", "not"}
_COUPLED = frozenset("couple few hundred thousand lakh million crore billion trillion dozen".split())
_SHARED = frozenset("third quarter fifth tenth".split())
_YEARS = (1500.0, 2100.0)


@attrs.frozen(kw_only=True)
class _Read:
    """Hold one number with its sign and share, before what it is of is read."""

    start: int
    number: Number
    currency: str | None = None
    unit: str | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.number.end


def quantities(text: str, start: int, end: int, dates: list[Span]) -> Iterator[Value]:
    """Find the quantities between two offsets that share nothing with a date, in order."""
    if not _may_hold_numbers(text, start, end):
        return
    after = start
    taken = iter([*dates, Span(len(text), len(text) + 1)])
    date = next(taken)
    for match in _TOKEN.finditer(text, start, end):
        at = match.start()
        while date.end <= at:
            after, date = max(after, date.end), next(taken)
        if at < after or date.start <= at or not (match[0][0].isdigit() or match[0].lower() in _STARTS):
            continue
        value, stop = _quantity(text, at, after, min(end, date.start))
        after = max(after, stop)
        if value is not None:
            yield value


def _may_hold_numbers(text: str, start: int, end: int) -> bool:
    """Whether a digit or a word of a number stands between two offsets.

    Most contents hold none, and this is found ten times as fast as that there are no quantities.
    """
    if _DIGIT.search(text, start, end):
        return True
    words = _LETTERS.findall(text[start:end].lower())
    return not _STARTS.isdisjoint(words)


def _quantity(text: str, at: int, after: int, end: int) -> tuple[Value | None, int]:
    """Read the quantity at an offset, with the words before it back to `after`; say where to go on."""
    if text[at] in "nN":
        none = _none(text, at, end)
        if none is not None or text[at : at + 2].lower() in {"no"}:
            return none, none.span.end if none else at
    read = _read(text, at, after, end)
    if read is None or not read.number.whole:
        return None, read.end if read else at
    if _joined(text, read):
        return None, read.end
    other = _ratio(text, read, end) or _range(text, read, end)
    if other is not None and not other.number.whole:
        return None, other.end
    return _valued(text, other or read, after, end)


def _none(text: str, at: int, end: int) -> Value | None:
    match = _NONE.match(text, at, end)
    if match is None:
        return None
    noun = (match["thing"] or match["noun"] or "person").lower().split()[-1]
    return Value(
        kind="number", span=Span(*match.span()), surface=match[0], low=0.0, high=0.0, noun=noun
    )


def _read(text: str, at: int, after: int, end: int) -> _Read | None:
    """Read one number, its sign before it and its share behind."""
    number, begin = number_at(text, at, end), at
    article = _ARTICLE.search(text, max(after, at - 3), at)
    word = text[at : at + 8].split(maxsplit=1)[0].lower() if article else ""
    if article and (number is None or word in _COUPLED or any(map(word.startswith, _COUPLED))):
        lead = number_at(text, article.start(), end)
        begin, number = article.start(), lead or number
    if number is None:
        return None
    sign = sign_before(text, after, at) if text[at].isdigit() else None
    begin = sign[0] if sign else begin
    millions = millions_behind(text, number.end, end, money=sign is not None)
    if millions is not None and text[at].isdigit() and not number.scaled:
        number = scaled(number, 1e6)._replace(end=millions, scaled=True)
    percent = percent_behind(text, number.end, end)
    if percent is None:
        unit = "%" if number.share else None
        return _Read(start=begin, number=number, currency=sign[1] if sign else None, unit=unit)
    stop, unit, factor = percent
    return _Read(start=begin, number=scaled(number, factor)._replace(end=stop), unit=unit)


def _joined(text: str, read: _Read) -> bool:
    """Tell whether the number is a part of a word or a longer figure: "G7", "F-16", "10:30", "21st"."""
    before = text[read.start - 1 : read.start]
    after = text[read.end : read.end + 1]
    return (
        before.isalnum()
        or (before in {"-", ":", "/", ".", "–"} and read.currency is None)
        or after in {":", "/"}
        or after.isalnum()
    )


def _range(text: str, read: _Read, end: int) -> _Read | None:
    """Read the rest of "10 to 12", "10-12", "between 10 and 12", "two or three"."""
    match = _TO.match(text, read.end, end)
    if match is None or match.end() >= end:
        return None
    word = (match["word"] or "").lower()
    between = _BETWEEN.search(text, max(0, read.start - 8), read.start)
    if (word == "and") != bool(between) or _FROM.search(text, max(0, read.start - 5), read.start):
        return None
    second = _second(text, match.end(), end)
    if second is None or (second.start != match.end() and not second.currency):
        return None
    return _spanned(read, second, word, between.start() if between else read.start)


def _second(text: str, at: int, end: int) -> _Read | None:
    """Read the number on the other side, which may have a sign of its own."""
    token = _TOKEN.search(text, at, min(end, at + 12))
    if token is None or (token[0][0].isalpha() and token.start() != at):
        return None
    return _read(text, token.start(), at, end)


def _spanned(one: _Read, two: _Read, word: str, start: int) -> _Read | None:
    """Make one quantity of two numbers; of a scoreline or years none."""
    low, high = one.number, two.number
    if low.share or high.share or not high.whole:
        return None
    if high.scaled and not low.scaled and low.low < 1e3 and high.high >= 1e3:
        factor = _scale(high.high)
        low = scaled(low, factor) if low.low <= high.high / factor else low
    dashed = not word
    years = _YEARS[0] <= low.low <= _YEARS[1] and (high.high < 100 or high.high <= _YEARS[1])
    plain = one.currency is None and two.currency is None and two.unit is None
    if dashed and plain and (years or low.high >= high.low):
        return attrs.evolve(one, number=high._replace(whole=False))
    near = word != "or" or high.high <= 2 * max(low.low, 1.0)
    kinds = one.unit in {None, two.unit} and one.currency in {None, two.currency, one.currency if two.currency is None else two.currency}
    if low.low >= high.high or not near or not kinds:
        return None
    number = high._replace(low=low.low)
    return _Read(start=start, number=number, currency=two.currency or one.currency, unit=two.unit)


def _scale(value: float) -> float:
    """Give the scale that a number has been named with."""
    return next(scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale)


def _ratio(text: str, read: _Read, end: int) -> _Read | None:
    """Read "one in five", "nine out of ten" as shares."""
    match = _RATIO.match(text, read.end, end)
    if match is None or match.end() >= end or read.currency or read.unit:
        return None
    whole, part = number_at(text, match.end(), end), read.number
    if whole is None or not whole.whole or whole.low != whole.high or not 0 < part.low < whole.low:
        return None
    usual = match["way"].lower() != "in" or whole.low == 10 or (part.low == 1 and whole.low <= 100)
    following = measured(text, whole.end, end, one=False)
    if not usual or (following is not None and following.unit is not None):
        return None
    low = 100 * part.low / whole.low
    number = Number(low, 100 * part.high / whole.low, whole.end, share=True)
    return _Read(start=read.start, number=number, unit="%")


def _valued(text: str, read: _Read, after: int, end: int) -> tuple[Value | None, int]:
    """Bound a number by the words around it, and say what it is of."""
    interval = Interval(read.number.low, read.number.high)
    start, stop = read.start, read.end
    counts = not (read.unit or read.currency)
    before, behind = bound_before(text, after, start), bound_behind(text, stop, end)
    if before:
        interval, start = bounded(before.kind, interval, counts=counts), before.at
    if behind:
        interval = interval if before else bounded(behind.kind, interval, counts=counts)
        stop = behind.at
    if read.unit or read.currency:
        kind = "percentage" if read.unit else "money"
        unit = read.unit or read.currency
        return _value(kind, text, Span(start, stop), interval, unit=unit), stop
    one = read.number.low == read.number.high == 1
    single = _SINGLE.match(text, stop, end) if one else None
    found = measured(text, single.end() if single else stop, end, one=one)
    if found is None or found.end == stop:
        # "One of them", "no one": a number is rarely meant.
        plain = text[start:stop].lower() != "one" and text[stop : stop + 1] not in {"'", "’"}
        return (_value("number", text, Span(start, stop), interval) if plain else None), stop
    span = Span(start, found.end)
    return _value(found.kind, text, span, interval, unit=found.unit, noun=found.noun), found.end


def _value(
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
