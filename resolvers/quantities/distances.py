"""Distances: days that are said by how far they lie: "two days ago", "a year ago today"."""

from __future__ import annotations

import re
from datetime import date, timedelta

import attrs

from resolvers.quantities.days import WEEK, Days, whole_month
from resolvers.quantities.numbers import Number, number_at

_AGO = re.compile(
    r"(?P<hedge>(?:almost|nearly|about|around|some|over|more\sthan)\s|just\s)?"
    r"\b(?P<count>[\w ½-]{1,24}?)\s(?P<unit>day|week|month|year|decade|centur)(?:s|y|ies)?\s\Z",
    re.IGNORECASE,
)
_REACH = 40  # code points before "ago" that say how long
_START = re.compile(r"\b\w")
_OR = re.compile(r"\s(?:or|to)\s")
_MONTHS = {"month": 1, "year": 12, "decade": 120, "centur": 1200}
# How many days either way the words leave open.
_SLACK = {"day": 0, "week": 3, "month": 15, "year": 60, "decade": 730, "centur": 3650}
_SEVERAL_YEARS = 183  # "ten years ago" counts years


@attrs.frozen(kw_only=True)
class FarDay:
    """Hold a day by how far it lies.

    Args:
        start: where its words begin.
        least: how many units at least.
        most: how many at most.
        unit: day, week, month, year, decade or centur(y).
        exact: one day is meant: "a year ago today".
        hedged: "about a month ago".
    """

    start: int
    least: int
    most: int
    unit: str
    exact: bool
    hedged: bool

    def days(self, day: date, sign: int) -> Days | None:
        """Return the days that are meant, before or after one; None where no calendar has them."""
        try:
            ends = sorted(_shifted_day(day, sign * n, self.unit) for n in (self.least, self.most))
            slack = timedelta(days=self._slack_days(abs((ends[0] - day).days)))
            return ends[0] - slack, ends[1] + slack
        except (ValueError, OverflowError):
            return None

    def _slack_days(self, away: int) -> int:
        """Return how many days either way the words leave open."""
        several = self.most > 1
        slack = _SEVERAL_YEARS if self.unit == "year" and several else _SLACK[self.unit]
        if self.exact or (self.unit == "week" and not several):
            slack = 0  # "a week ago" is said of a day
        return slack + max(1, away // 10) if self.hedged else slack


def distance_before(text: str, low: int, end: int, *, exact: bool) -> FarDay | None:
    """Read how far, from the words that end at an offset: "two days" before "ago"."""
    for begin in _START.finditer(text, max(low, end - _REACH), end):
        match = _AGO.match(text, begin.start(), end)
        count = _unit_count_range(match["count"].lower()) if match else None
        if match and count:
            hedge = (match["hedge"] or "").lower().strip()
            return FarDay(
                start=begin.start(),
                least=count[0],
                most=count[1],
                unit=match["unit"].lower(),
                exact=exact,
                hedged=hedge not in {"", "just"},
            )
    return None


def _unit_count_range(words: str) -> tuple[int, int] | None:
    """Read how many, with "a" as one: "two", "a few", "two or three"."""
    if words in {"a", "an"}:
        return 1, 1
    numbers = [_whole_number(each) for each in _OR.split(words)]
    read = [n for n in numbers if n is not None]
    if len(read) != len(numbers) or len(read) > 2:
        return None
    return int(read[0].low), int(-(-read[-1].high // 1))


def _whole_number(words: str) -> Number | None:
    """Read words that are a number and nothing else."""
    number = number_at(f"{words} ", 0, len(words) + 1)
    good = number is not None and number.whole and not number.share and number.end == len(words)
    return number if good else None


def _shifted_day(day: date, count: int, unit: str) -> date:
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (WEEK if unit == "week" else 1))
    number = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    last = whole_month(number // 12, number % 12 + 1)[1]
    return last.replace(day=min(day.day, last.day))
