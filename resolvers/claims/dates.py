"""Dates in words: "on Thursday", "last week", "4 September 2025", "in May", relative to the day of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = (
    "|".join(m.capitalize() for m in _MONTHS)
    + r"|Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\."
)
_DATE = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month1>{_MONTH})(?:,?\s(?P<year1>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d)(?:,?\s(?P<year2>\d{{4}}))?"
    rf"|(?P<month3>{_MONTH})\s(?P<year3>\d{{4}})"
    rf"|(?P<which>[Nn]ext|[Ll]ast|[Tt]his)\s(?P<unit>week|month|year)"
    rf"|(?:(?P<way>[Nn]ext|[Ll]ast)\s)?(?P<weekday>{'|'.join(d.capitalize() for d in _DAYS)})"
    rf"|(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)"
    rf"|(?<=\b[Ii]n\s)(?P<month4>{_MONTH})"
    rf"|(?<=\b[Ii]n\s)(?P<year4>(?:19|20)\d\d))\b"
)
_WEEK = 7


def dates_in(
    text: str, start: int, end: int, day: date | None
) -> Iterator[tuple[int, int, tuple[date, date] | None]]:
    """Find dates between two offsets: start, end, and the first and last day that are meant.

    A weekday is the last one before the article or its day, unless "next" stands before it. A date that needs the day of the
    article has no days where there is none, and neither has one that the calendar lacks.
    """
    for match in _DATE.finditer(text, start, end):
        yield match.start(), match.end(), _days(match, day)


def _days(match: re.Match[str], day: date | None) -> tuple[date, date] | None:
    part = match.groupdict()
    try:
        if part["iso"]:
            exact = date.fromisoformat(part["iso"])
            return exact, exact
        for n in "12":
            if part[f"month{n}"]:
                return _exact(
                    int(part[f"day{n}"]), _month(part[f"month{n}"]), part[f"year{n}"], day
                )
        if part["month3"]:
            return _whole_month(int(part["year3"]), _month(part["month3"]))
        if part["year4"]:
            return date(int(part["year4"]), 1, 1), date(int(part["year4"]), 12, 31)
    except ValueError:
        return None
    return None if day is None else _relative(part, day)


def _exact(number: int, month: int, year: str | None, day: date | None) -> tuple[date, date] | None:
    """Take the year that is named, else the one that brings the date nearest to the article's day."""
    if year:
        exact = date(int(year), month, number)
    elif day is None:
        return None
    else:
        exact = min(
            (date(day.year + n, month, number) for n in (-1, 0, 1)), key=lambda d: abs(d - day)
        )
    return exact, exact


def _month(word: str) -> int:
    return next(
        n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3])
    )


def _whole_month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _relative(part: dict[str, str | None], day: date) -> tuple[date, date] | None:
    if part["near"]:
        near = day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(part["near"].lower(), 0))
        return near, near
    if part["weekday"]:
        back = (day.weekday() - _DAYS.index(part["weekday"].lower())) % _WEEK
        step = _WEEK - back if (part["way"] or "").lower() == "next" else -back
        return day + timedelta(days=step), day + timedelta(days=step)
    if part["month4"]:
        month = _month(part["month4"])
        year = min((day.year + n for n in (-1, 0, 1)), key=lambda y: abs(date(y, month, 15) - day))
        return _whole_month(year, month)
    return _period(
        part["unit"] or "", {"next": 1, "last": -1}.get((part["which"] or "").lower(), 0), day
    )


def _period(unit: str, step: int, day: date) -> tuple[date, date]:
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(days=_WEEK * step)
        return first, first + timedelta(days=_WEEK - 1)
    if unit == "month":
        number = day.year * 12 + day.month - 1 + step
        return _whole_month(number // 12, number % 12 + 1)
    return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
