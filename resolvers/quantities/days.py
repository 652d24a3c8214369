"""Days: those of weeks, months and years around a day."""

from __future__ import annotations

from datetime import date, timedelta

Days = tuple[date, date]
WEEK = 7


def around(day: date, step: int) -> Days:
    """Return the day that lies so many days away."""
    there = day + timedelta(days=step)
    return there, there


def whole_month(year: int, month: int) -> Days:
    """Return the first and the last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def nearest_month(month: int, day: date) -> Days:
    """Return the month of that number that is nearest to a day."""
    years = (day.year + n for n in (-1, 0, 1))
    return whole_month(min(years, key=lambda y: abs(date(y, month, 15) - day)), month)


def nearest_day(number: int, month: int, day: date) -> date:
    """Return the day of a month in the year that brings it nearest to another day."""
    days = (date(day.year + n, month, number) for n in (-1, 0, 1))
    return min(days, key=lambda d: abs(d - day))


def period(unit: str, step: int, day: date) -> Days:
    """Return the week, month or year that lies so many of them away."""
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(days=WEEK * step)
        return first, first + timedelta(days=WEEK - 1)
    if unit == "month":
        number = day.year * 12 + day.month - 1 + step
        return whole_month(number // 12, number % 12 + 1)
    return date(day.year + step, 1, 1), date(day.year + step, 12, 31)


def steps_to_weekday(weekday: int, way: str, day: date, *, coming: bool) -> int:
    """Count the days to a weekday: by the word before it, else the coming or the last one."""
    back = (day.weekday() - weekday) % WEEK
    if way in {"last", "past"}:
        return -(back or WEEK)
    if way == "this":
        return weekday - day.weekday()
    if way == "next":
        return WEEK - back
    return (-back) % WEEK if coming else -back
