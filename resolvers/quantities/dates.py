"""Dates in words, relative to the day of the article: "on Thursday", "4 September", "in May"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from resolvers.quantities.days import (
    Days,
    around,
    nearest_day,
    nearest_month,
    period,
    steps_to_weekday,
    whole_month,
)
from resolvers.quantities.distances import distance_before
from resolvers.quantities.tenses import ahead

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_LONG = "|".join(m.capitalize() for m in _MONTHS)
_MONTH = _LONG + r"|Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\."
# Beside the number of a day the short forms need no point.
_SHORT_MONTH = _LONG + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_WEEKDAY = "|".join(d.capitalize() for d in _DAYS)
_NTH = r"(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-–]\s?|\sto\s|\sand\s)"
# The letters and digits that a date can begin with come first: most words are passed over by them.
_DATE = re.compile(
    rf"\b(?=[\dADFJLMNOPSTWYadflnopty])(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?:(?:{_WEEKDAY}),?\s)?(?P<day1>\d{{1,2}}){_NTH}(?:[-–](?P<until1>\d{{1,2}}){_NTH})?\s"
    rf"(?:of\s)?(?P<month1>{_SHORT_MONTH})(?!\.?\s\d{{1,2}}\b)(?:,?\s(?P<year1>\d{{4}}))?"
    rf"|(?:(?:{_WEEKDAY}),?\s)?(?P<month2>{_SHORT_MONTH})\s(?P<day2>\d{{1,2}}){_NTH}\b(?!,?\d)"
    rf"(?:{_TO}(?P<until2>\d{{1,2}}){_NTH}\b(?!,?\d|\s(?:{_LONG})))?(?:,?\s(?P<year2>\d{{4}}))?"
    rf"|(?P<month3>{_MONTH})\s(?P<year3>\d{{4}})"
    rf"|(?P<which>[Nn]ext|[Ll]ast|[Tt]his)\s(?P<unit>week|month|year)"
    rf"|(?:(?P<way>[Nn]ext|[Ll]ast|[Tt]his|[Pp]ast)\s)?(?:coming\s)?(?P<weekday>{_WEEKDAY})"
    r"|(?:[Tt]he\s)?[Dd]ay\s(?P<beside>after\stomorrow|before\syesterday)"
    r"|(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight"
    r"|[Tt]his\s(?:morning|afternoon|evening))"
    r"|(?P<night>[Ll]ast\snight|[Oo]vernight)"
    r"|(?P<ago>ago)(?:\s(?:today|yesterday|tomorrow))?|(?P<hence>from\snow)"
    rf"|(?<=\b[Ii]n\s)(?P<month4>{_MONTH})"
    rf"|(?<=\b[Ii]n\s)(?P<year4>(?:19|20)\d\d))\b"
)
Parts = dict[str, str | None]


def dates_in(
    text: str, start: int, end: int, day: date | None
) -> Iterator[tuple[int, int, Days | None]]:
    """Find dates between two offsets: start, end, and the first and last day that are meant.

    A weekday is the last one before the article or its day; the coming one behind a verb of what
    will be, or "next". A date that needs the day of the article has no days where there is none,
    and neither has one that the calendar lacks.
    """
    after = start
    for match in _DATE.finditer(text, start, end):
        if match["ago"] or match["hence"]:
            found = _distant_date(text, match, after, day)
        else:
            coming = bool(match["weekday"]) and ahead(text, match.span(), start, end)
            found = (
                match.start(),
                match.end(),
                _date_interval(match.groupdict(), day, coming=coming),
            )
        if found is not None:
            yield found
            after = match.end()


def _distant_date(
    text: str, match: re.Match[str], after: int, day: date | None
) -> tuple[int, int, Days | None] | None:
    """Read "two days ago", "a week ago today", "three days from now"."""
    exact = match["ago"] is not None and match["ago"] != match[0]
    found = distance_before(text, after, match.start(), exact=exact)
    if found is None:
        return None
    days = found.days(day, 1 if match["hence"] else -1) if day else None
    return None if day and days is None else (found.start, match.end(), days)


def _date_interval(part: Parts, day: date | None, *, coming: bool) -> Days | None:
    try:
        if part["iso"]:
            return around(date.fromisoformat(part["iso"]), 0)
        for n in "12":
            if part[f"month{n}"]:
                return _days_of_month(part, n, day)
        if part["month3"]:
            return whole_month(int(part["year3"] or 0), _month_number(part["month3"]))
        if part["year4"]:
            return period("year", 0, date(int(part["year4"]), 1, 1))
    except ValueError:
        return None
    return None if day is None else _relative_days(part, day, coming=coming)


def _days_of_month(part: Parts, n: str, day: date | None) -> Days | None:
    """Read a day of a month, or the days up to another one.

    The nearest ones where no year is named.
    """
    month, year, until = _month_number(part[f"month{n}"] or ""), part[f"year{n}"], part[f"until{n}"]
    number = int(part[f"day{n}"] or 0)
    if year:
        first = date(int(year), month, number)
    elif day is not None:
        first = nearest_day(number, month, day)
    else:
        return None
    last = first.replace(day=int(until)) if until else first
    return (first, last) if first <= last else None


def _month_number(word: str) -> int:
    return next(
        n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3])
    )


def _relative_days(part: Parts, day: date, *, coming: bool) -> Days:
    """Read what counts from the day of the article: "yesterday", "next Monday", "in May"."""
    if part["weekday"]:
        weekday, way = _DAYS.index(part["weekday"].lower()), (part["way"] or "").lower()
        return around(day, steps_to_weekday(weekday, way, day, coming=coming))
    if part["month4"]:
        return nearest_month(_month_number(part["month4"]), day)
    if part["unit"]:
        step = {"next": 1, "last": -1}.get((part["which"] or "").lower(), 0)
        return period(part["unit"], step, day)
    return _adjacent_days(part, day)


def _adjacent_days(part: Parts, day: date) -> Days:
    """Read a day or a night beside the day of the article."""
    if part["night"]:
        return day - timedelta(days=1), day  # a night belongs to two days
    if part["beside"]:
        return around(day, 2 if part["beside"].startswith("after") else -2)
    return around(day, {"yesterday": -1, "tomorrow": 1}.get((part["near"] or "").lower(), 0))
