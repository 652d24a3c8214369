"""Figures: whether the numbers and dates of a statement stand in the passage that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import attrs

from provenance.records.claims import Value
from provenance.spans import Span
from resolvers.checking.sources import SourceArticle
from resolvers.checking.words import PlainWords, is_number
from resolvers.claim_matching.synonym_sets import term
from resolvers.quantities.values import values_in
from resolvers.storing.times import time_of

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {month[:3]: month for month in _MONTHS} | {"sept": "september"}
_DATE = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?:\s(?P<day>\d{1,2})\b)?"
    r"|\b(?P<before>\d{1,2})(?:st|nd|rd|th)?\s"
    r"(?=(?:of\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"|\b(?P<year>(?:1[5-9]|20)\d\d)\b(?!\s?(?:%|[a-z]+s\b))"
)
_NEAR = 1.15  # what "some 61,000" and "more than 60,000" may be apart


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
    return time_of(source.published)


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
    dates = [date for piece in pieces for date in _dates_in(view, piece)]
    yield from _other_dates(view, dates, source, near, beside)
    taken = [date.at for date in dates]
    values = list(_quantities_in_pieces(view, pieces, taken))
    yield from _other_quantities(values, source, near, beside)
    taken += [value.span for value in values]
    yield from _other_numbers(view, pieces, taken, source, beside)


def _other_figure_from_spans(
    view: str, at: Span, source: SourceArticle, source_at: Span | None
) -> OtherFigure:
    """Say what stands in a draft, and what in its place in the source."""
    return OtherFigure(
        at=at,
        draft=at.surface(view),
        source=source_at.surface(source.view) if source_at else None,
        source_at=source_at,
    )


# --- quantities -------------------------------------------------------------------------------


def _other_quantities(
    values: Sequence[Value], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherFigure]:
    here, around = values_of(source, near), values_of(source, beside)
    met = [v for v in here if _has_same_value(v, values)]
    free = [v for v in here if v not in met]
    for value in values:
        if _has_same_value(value, met) or _has_same_value_and_noun(value, around):
            continue
        rival = _rival_quantity(value, free)
        if rival or not _article_has_quantity(value, source):
            yield _other_figure_from_values(value, rival or _rival_quantity(value, around))


def _quantities_in_pieces(
    view: str, pieces: Iterable[Span], dates: Sequence[Span]
) -> Iterator[Value]:
    """Yield the quantities in pieces of a text, the dates in it left out."""
    for piece in pieces:
        for value in values_in(view, piece.start, piece.end, None):
            if value.kind != "date" and not any(value.span.overlaps(at) for at in dates):
                yield value


def values_of(source: SourceArticle, span: Span) -> tuple[Value, ...]:
    """Return the quantities inside a span of a source."""
    return tuple(
        v for v in _source_quantities(source.view, span.start, span.end) if v.kind != "date"
    )


@lru_cache(maxsize=4_000)
def _source_quantities(view: str, start: int, end: int) -> tuple[Value, ...]:
    return tuple(values_in(view, start, end, None))


def _other_figure_from_values(value: Value, other: Value | None) -> OtherFigure:
    return OtherFigure(
        at=value.span,
        draft=value.surface,
        source=other.surface if other else None,
        source_at=other.span if other else None,
    )


def same_value(one: Value, two: Value) -> bool:
    """Whether two quantities can be one: equal, or one inside what the other allows and near."""
    if (one.kind, one.unit) != (two.kind, two.unit):
        return False
    if (one.low, one.high) == (two.low, two.high):
        return True
    if _is_exact_quantity(one) == _is_exact_quantity(two):
        return _quantity_bounds(one) == _quantity_bounds(two)
    return _quantity_allows(two, one) if _is_exact_quantity(one) else _quantity_allows(one, two)


def _is_exact_quantity(value: Value) -> bool:
    return value.low == value.high


def _quantity_allows(loose: Value, exact: Value) -> bool:
    """Whether a number is inside what another quantity allows, and near the bound that it names."""
    number, bound = exact.low or 0.0, next(iter(_quantity_bounds(loose)), 0.0)
    inside = (loose.low or 0.0) <= number and (loose.high is None or number <= loose.high)
    return inside and bound > 0 and 1 / _NEAR <= number / bound <= _NEAR


def _quantity_bounds(value: Value) -> tuple[float, ...]:
    """Return the bounds that the words of a quantity name."""
    return tuple(b for b in (value.low, value.high) if b)


def _rival_quantity(value: Value, others: Iterable[Value]) -> Value | None:
    """Return the first quantity that may answer the question that another one answers."""
    return next((other for other in others if _are_rival_quantities(value, other)), None)


def _are_rival_quantities(one: Value, two: Value) -> bool:
    """Whether two quantities may answer one question."""
    return one.kind == two.kind and one.unit == two.unit and _counted_nouns_agree(one, two)


def _has_same_value(value: Value, others: Iterable[Value]) -> bool:
    """Whether a quantity can be one of others, whatever they count."""
    return any(same_value(value, other) for other in others)


def _has_same_value_and_noun(value: Value, others: Iterable[Value]) -> bool:
    """Whether a quantity is among others, of what it counts."""
    return any(same_value(value, other) and _counted_nouns_agree(value, other) for other in others)


def _counted_nouns_agree(one: Value, two: Value) -> bool:
    if one.noun is None or two.noun is None:
        return True
    return one.noun == two.noun or term(one.noun) == term(two.noun)


def _article_has_quantity(value: Value, source: SourceArticle) -> bool:
    """Whether a quantity stands anywhere in an article of what it counts."""
    return _has_same_value_and_noun(value, values_of(source, Span(0, len(source.view))))


# --- numbers that count nothing ----------------------------------------------------------------


def _other_numbers(
    view: str, pieces: Iterable[Span], taken: Sequence[Span], source: SourceArticle, beside: Span
) -> Iterator[OtherFigure]:
    """Yield the numbers of no quantity ("the 89th minute") that an article does not have."""
    whole = frozenset(source.stream.words)
    around = PlainWords(source.view, beside.start, beside.end)
    for piece in pieces:
        words = PlainWords(view, piece.start, piece.end)
        for at, word in _numbers_with_spans(words):
            if word not in whole and not any(at.overlaps(t) for t in taken):
                rival = _rival_number_span(word, words.words, around)
                yield _other_figure_from_spans(view, at, source, rival)


def _numbers_with_spans(words: PlainWords) -> Iterator[tuple[Span, str]]:
    """Yield the numbers among words, with their places."""
    for at, word in zip(words.spans, words.words, strict=True):
        if is_number(word):
            yield Span(*at), word


def _rival_number_span(number: str, own: Sequence[str], around: PlainWords) -> Span | None:
    """Return where a passage has a number that a statement has not, written in the same way."""
    for at, other in _numbers_with_spans(around):
        if other not in own and other[0].isdigit() == number[0].isdigit():
            return at
    return None


# --- dates ------------------------------------------------------------------------------------


class _Date(NamedTuple):
    """Hold a part of a date: its sort, what it is, and where it stands."""

    sort: str
    value: str
    at: Span

    @property
    def named(self) -> tuple[str, str]:
        """What it names, wherever it stands."""
        return self.sort, self.value


def _dates_in(view: str, span: Span) -> list[_Date]:
    found = _DATE.finditer(view, span.start, span.end)
    return [date for match in found for date in _parts_of_date(view, match)]


def _parts_of_date(view: str, match: re.Match[str]) -> Iterator[_Date]:
    """Yield what a date names: a weekday, a month, a day of it, a year."""
    named = {
        "weekday": match["weekday"],
        "month": None if _is_modal_verb(view, match) else match["month"],
        "day": match["day"] or match["before"],
        "year": match["year"],
    }
    for sort, words in named.items():
        if words:
            value = words.lower()
            yield _Date(
                sort, _full_month_name(value) if sort == "month" else value, Span(*match.span())
            )


def _full_month_name(word: str) -> str:
    """Return a month in full: "sept", "jan"."""
    return _SHORT.get(word[:4], _SHORT.get(word[:3], word))


def _is_modal_verb(view: str, match: re.Match[str]) -> bool:
    """Tell the verbs "May" and "March" at the beginning of a sentence from the months."""
    alone = match["month"] in {"May", "March"} and not match["day"]
    return alone and not re.search(
        r"\b(?:in|by|of|on|since|until|last|next|this)\s\Z", view[: match.start()]
    )


def _other_dates(
    view: str, dates: Sequence[_Date], source: SourceArticle, near: Span, beside: Span
) -> Iterator[OtherFigure]:
    own = {date.named for date in dates}
    free = [date for date in _dates_in(source.view, beside) if date.named not in own]
    anywhere = _dates_in_article(source)
    for date in _unstated_dates(dates, source, beside):
        there = _rival_date_span(date, free, near)
        is_near = there is not None and near.contains(there)
        if is_near or (date.named not in anywhere and date.sort != "weekday"):
            yield _other_figure_from_spans(view, date.at, source, there)


def _rival_date_span(date: _Date, others: Iterable[_Date], near: Span) -> Span | None:
    """Return where another date of the sort stands, best in the passage itself."""
    rivals = [other.at for other in others if other.sort == date.sort]
    return next((at for at in rivals if near.contains(at)), next(iter(rivals), None))


def _unstated_dates(dates: Iterable[_Date], source: SourceArticle, beside: Span) -> list[_Date]:
    """List the dates that a passage does not name, in these words or in others."""
    said = {date.named for date in _dates_in(source.view, beside)} | set(
        _resolved_dates(source, beside)
    )
    return [date for date in dates if date.named not in said]


def _dates_in_article(source: SourceArticle) -> set[tuple[str, str]]:
    """Return the dates in an article, and what may be said of its own."""
    whole = Span(0, len(source.view))
    return {date.named for date in _dates_in(source.view, whole)} | _publication_day_parts(source)


def _publication_day_parts(source: SourceArticle) -> set[tuple[str, str]]:
    """Return what may be said of the day of an article, and of the one before."""
    day = day_of(source)
    if day is None:
        return set()
    found = {("year", str(day.year)), ("month", _MONTHS[day.month - 1]), ("day", str(day.day))}
    before = day - timedelta(days=1)
    return found | {("month", _MONTHS[before.month - 1]), ("day", str(before.day))}


def _resolved_dates(source: SourceArticle, beside: Span) -> Iterator[tuple[str, str]]:
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
