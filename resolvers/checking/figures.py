"""Figures: whether the numbers and dates of a statement stand in the passage that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import attrs

from provenance.claims import Value
from provenance.spans import Span
from resolvers.checking.sources import SourceArticle
from resolvers.checking.words import PlainWords, is_number
from resolvers.claims.values import values_in
from resolvers.matching.senses import term

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {month[:3]: month for month in _MONTHS} | {"sept": "september"}
_DATE = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?:\s(?P<day>\d{1,2})\b)?"
    r"|\b(?P<before>\d{1,2})(?:st|nd|rd|th)?\s(?=(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"|\b(?P<year>(?:1[5-9]|20)\d\d)\b(?!\s?(?:%|[a-z]+s\b))"
)
_NEAR = 1.15  # what "some 61,000" and "more than 60,000" may be apart
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class OtherFigure:
    """Hold a number or a date that does not stand in the source.

    Args:
        at: where it stands in the draft.
        draft: its words.
        source: the words that stand in its place; None where none do.
    """

    at: Span
    draft: str
    source: str | None = None
    source_at: Span | None = None


def day_of(source: SourceArticle) -> datetime | None:
    """Return when an article was published."""
    return None if source.published is None else _EPOCH + timedelta(microseconds=source.published)


def other_figures(
    view: str, pieces: Sequence[Span], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherFigure]:
    """Yield the figures of a statement that its passage has otherwise, or not at all.

    Args:
        view: the view of the draft.
        pieces: the parts of the statement that are compared.
        source: the article.
        near: the sentences of the passage.
        beside: these with the ones before and behind.
    """
    dates = [d for piece in pieces for d in _dates(view, piece)]
    yield from _other_dates(view, dates, source, near, beside)
    taken = [at for _, _, at in dates]
    values = [
        value
        for piece in pieces
        for value in values_in(view, piece.start, piece.end, None)
        if value.kind != "date" and not any(value.span.overlaps(at) for at in taken)
    ]
    yield from _other_values(values, source, near, beside)
    taken += [value.span for value in values]
    yield from _other_numbers(view, pieces, taken, source, beside)


# --- quantities -------------------------------------------------------------------------------


# dense: what clears a value, a line each
def _other_values(
    values: Sequence[Value], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherFigure]:
    held = [v for v in values_of(source, near) if not any(same_value(v, own) for own in values)]
    met = [v for v in values_of(source, near) if v not in held]
    around = values_of(source, beside)
    for value in values:
        if any(same_value(value, other) for other in met):
            continue
        rivals = [other for other in held if _rivals(value, other)]
        if any(same_value(value, other) and _one_noun(value, other) for other in around):
            continue
        if rivals:
            yield _figure(value, max(rivals, key=lambda other: _one_noun(value, other)))
        elif not _stands(value, source):
            rivals = [other for other in around if _rivals(value, other)]
            yield _figure(value, rivals[0] if rivals else None)


def values_of(source: SourceArticle, span: Span) -> tuple[Value, ...]:
    """Return the quantities inside a span of a source."""
    return tuple(v for v in _values(source.view, span.start, span.end) if v.kind != "date")


@lru_cache(maxsize=4_000)
def _values(view: str, start: int, end: int) -> tuple[Value, ...]:
    return tuple(values_in(view, start, end, None))


def _figure(value: Value, other: Value | None) -> OtherFigure:
    return OtherFigure(
        at=value.span,
        draft=value.surface,
        source=other.surface if other else None,
        source_at=other.span if other else None,
    )


# dense: each way in which two intervals can be one
def same_value(one: Value, two: Value) -> bool:
    """Whether two quantities can be one: equal, or one inside what the other allows and near."""
    if (one.kind, one.low, one.high) == (two.kind, two.low, two.high):
        return one.unit == two.unit
    if one.kind != two.kind or one.unit != two.unit:
        return False
    exact = [v for v in (one, two) if v.low == v.high]
    if len(exact) == len((one, two)) or not exact:
        return _bounds(one) == _bounds(two)
    number = exact[0].low or 0.0
    other = two if exact[0] is one else one
    inside = (other.low or 0.0) <= number and (other.high is None or number <= other.high)
    bound = next((b for b in _bounds(other) if b), 0.0)
    return inside and bound > 0 and 1 / _NEAR <= number / bound <= _NEAR


def _bounds(value: Value) -> tuple[float, ...]:
    """Return the bounds that the words of a quantity name."""
    return tuple(b for b in (value.low, value.high) if b)


def _rivals(one: Value, two: Value) -> bool:
    """Whether two quantities may answer one question."""
    return one.kind == two.kind and one.unit == two.unit and _one_noun(one, two)


def _one_noun(one: Value, two: Value) -> bool:
    if one.noun is None or two.noun is None:
        return True
    return one.noun == two.noun or term(one.noun) == term(two.noun)


def _stands(value: Value, source: SourceArticle) -> bool:
    """Whether a quantity stands anywhere in an article of what it counts."""
    return any(
        same_value(value, other) and _one_noun(value, other)
        for other in values_of(source, Span(0, len(source.view)))
    )


# --- numbers that count nothing ----------------------------------------------------------------


# dense: both sides word by word
def _other_numbers(
    view: str, pieces: Iterable[Span], taken: Sequence[Span], source: SourceArticle, beside: Span
) -> Iterator[OtherFigure]:
    """Yield the numbers of no quantity ("the 89th minute") that an article does not have."""
    whole = frozenset(source.stream.words)
    around = PlainWords(source.view, beside.start, beside.end)
    for piece in pieces:
        words = PlainWords(view, piece.start, piece.end)
        for (start, end), word in zip(words.spans, words.words, strict=True):
            at = Span(start, end)
            if not is_number(word) or word in whole or any(at.overlaps(t) for t in taken):
                continue
            rival = next(
                (
                    Span(*there)
                    for there, other in zip(around.spans, around.words, strict=True)
                    if is_number(other)
                    and other not in words.words
                    and other[0].isdigit() == word[0].isdigit()
                ),
                None,
            )
            yield OtherFigure(
                at=at,
                draft=at.surface(view),
                source=rival.surface(source.view) if rival else None,
                source_at=rival,
            )


# --- dates ------------------------------------------------------------------------------------

_Date = tuple[str, str, Span]  # its sort, its value, where it stands


# dense: a form of dates a line
def _dates(view: str, span: Span) -> list[_Date]:
    found: list[_Date] = []
    for match in _DATE.finditer(view, span.start, span.end):
        at = Span(*match.span())
        if match["weekday"]:
            found.append(("weekday", match["weekday"].lower(), at))
        elif match["month"] and not _is_modal(view, match):
            month = match["month"].lower()
            found.append(("month", _SHORT.get(month[:4], _SHORT.get(month[:3], month)), at))
            if match["day"]:
                found.append(("day", match["day"], at))
        elif match["before"]:
            found.append(("day", match["before"], at))
        elif match["year"]:
            found.append(("year", match["year"], at))
    return found


def _is_modal(view: str, match: re.Match[str]) -> bool:
    """Tell the verbs "May" and "March" at the beginning of a sentence from the months."""
    alone = match["month"] in {"May", "March"} and not match["day"]
    return alone and not re.search(
        r"\b(?:in|by|of|on|since|until|last|next|this)\s\Z", view[: match.start()]
    )


# dense: what clears a date, a line each
def _other_dates(
    view: str, dates: Sequence[_Date], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherFigure]:
    around = _dates(source.view, beside)
    said = {date[:2] for date in around} | set(_meant(source, beside))
    anywhere = {d[:2] for d in _dates(source.view, Span(0, len(source.view)))} | _published(source)
    own = {date[:2] for date in dates}
    for sort, value, at in dates:
        if (sort, value) in said:
            continue
        rivals = [d for d in around if d[0] == sort and d[:2] not in own]
        here = next((d for d in rivals if near.contains(d[2])), None)
        if here is not None:
            yield _dated(view, at, here, source)
        elif (sort, value) not in anywhere and sort != "weekday":
            yield _dated(view, at, next(iter(rivals), None), source)


def _dated(view: str, at: Span, rival: _Date | None, source: SourceArticle) -> OtherFigure:
    return OtherFigure(
        at=at,
        draft=at.surface(view),
        source=rival[2].surface(source.view) if rival else None,
        source_at=rival[2] if rival else None,
    )


def _published(source: SourceArticle) -> set[tuple[str, str]]:
    """Return what may be said of the day of an article, and of the one before."""
    day = day_of(source)
    if day is None:
        return set()
    found = {("year", str(day.year)), ("month", _MONTHS[day.month - 1]), ("day", str(day.day))}
    before = day - timedelta(days=1)
    return found | {("month", _MONTHS[before.month - 1]), ("day", str(before.day))}


def _meant(source: SourceArticle, beside: Span) -> Iterator[tuple[str, str]]:
    """Yield what the dates of a passage mean in other words: "yesterday", "on Wednesday"."""
    day = day_of(source)
    if day is None:
        return
    for value in values_in(source.view, beside.start, beside.end, day):
        if value.kind == "date" and value.first_day and value.first_day == value.last_day:
            yield "weekday", _DAYS[value.first_day.weekday()]
            yield "day", str(value.first_day.day)
            yield "month", _MONTHS[value.first_day.month - 1]
            yield "year", str(value.first_day.year)
