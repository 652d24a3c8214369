"""Dates in words: "on Thursday", "two days ago", "4 September 2025", "in May", relative to the day of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from resolvers.claims.numbers import number_at

Days = tuple[date, date]

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
    rf"(?:of\s)?(?P<month1>{_SHORT_MONTH})(?:,?\s(?P<year1>\d{{4}}))?"
    rf"|(?:(?:{_WEEKDAY}),?\s)?(?P<month2>{_SHORT_MONTH})\s(?P<day2>\d{{1,2}}){_NTH}\b(?!,?\d)"
    rf"(?:{_TO}(?P<until2>\d{{1,2}}){_NTH}\b(?!,?\d|\s(?:{_LONG})))?(?:,?\s(?P<year2>\d{{4}}))?"
    rf"|(?P<month3>{_MONTH})\s(?P<year3>\d{{4}})"
    rf"|(?P<which>[Nn]ext|[Ll]ast|[Tt]his)\s(?P<unit>week|month|year)"
    rf"|(?:(?P<way>[Nn]ext|[Ll]ast|[Tt]his|[Pp]ast)\s)?(?:coming\s)?(?P<weekday>{_WEEKDAY})"
    r"|(?:[Tt]he\s)?[Dd]ay\s(?P<beside>after\stomorrow|before\syesterday)"
    r"|(?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening))"
    r"|(?P<night>[Ll]ast\snight|[Oo]vernight)"
    r"|(?P<ago>ago)(?:\s(?:today|yesterday|tomorrow))?|(?P<hence>from\snow)"
    rf"|(?<=\b[Ii]n\s)(?P<month4>{_MONTH})"
    rf"|(?<=\b[Ii]n\s)(?P<year4>(?:19|20)\d\d))\b"
)
_AGO = re.compile(
    r"(?:\b(?:almost|nearly|about|around|some|over|more\sthan|just)\s)?\b(?P<count>[\w ½-]{1,24}?)\s"
    r"(?P<unit>day|week|month|year|decade|century|centurie)s?\s\Z",
    re.IGNORECASE,
)
_AGO_WORDS = 40  # code points before "ago" that say how long
# What "a month ago" leaves open, in days on either side; of several of them as many as are meant half.
_SLACK = {
    "day": 0,
    "week": 3,
    "month": 15,
    "year": 60,
    "decade": 730,
    "century": 3650,
    "centurie": 3650,
}
_ONE_SLACK = {"week": 0}  # "a week ago" is said of a day
_MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}
_HEDGED = re.compile(r"(?:almost|nearly|about|around|some|over|more\sthan)\s", re.IGNORECASE)
_OR, _OR_LENGTH = re.compile(r"\s(?:or|to)\s"), 4
_START = re.compile(r"\b\w")
_WEEK = 7
# A weekday lies ahead behind these: English of plans, in the order of how often news has them.
_AHEAD = (
    r"(?:(?:will|shall|would|(?-i:may)|might)\b(?!\s(?:not\s)?have\b)|could\b(?!\s(?:not|have)\b)|[’']ll|won[’']t|(?:is|are|was|were|be)\s(?:due|set|scheduled|expected|"
    r"planned|slated|supposed|likely)|(?:is|are)\s(?:not\s)?(?:to|going\sto)|plans?\sto|planned\sfor|"
    r"scheduled\sfor|due\s(?:on|by|to)|expected\s(?:on|by|to)|hopes?\sto|intends?\sto|wants?\sto|coming|upcoming)\b"
)
_BEFORE_AHEAD = re.compile(_AHEAD, re.IGNORECASE)
# Between such a word and the day another verb may stand that has the day for itself: "that will close, he said on Friday".
_PAST = re.compile(
    r"\b(?:said|says|told|announced|was|were|had|did|who|which|after|since|wrote|added)\b",
    re.IGNORECASE,
)
_SAYING = r"(?:said|says|told|announced|was|were|had|did|who|which|wrote|added)\b"
_BEHIND_AHEAD = re.compile(
    rf"[’']?s?,?(?:\s(?!{_SAYING})[^\W\d_]+){{0,5}}?(?:\s{_AHEAD}|[’']ll\b)", re.IGNORECASE
)
_OPENING = re.compile(
    r"(?:^|[.!?;:“\"\n])\s*(?:and\s|but\s|by\s|on\s|that\s)?(?:next\s|this\s)?\Z", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.!?;:\n](?!\d)")
_CLAUSE = 90  # code points on either side of a weekday in which its verb stands


def dates_in(
    text: str, start: int, end: int, day: date | None
) -> Iterator[tuple[int, int, Days | None]]:
    """Find dates between two offsets: start, end, and the first and last day that are meant.

    A weekday is the last one before the article or its day; the coming one behind a verb of what will be, or "next". A date
    that needs the day of the article has no days where there is none, and neither has one that the calendar lacks.
    """
    after = start
    for match in _DATE.finditer(text, start, end):
        if match["ago"] or match["hence"]:
            found = _distance(text, match, after, day)
            if found is None:
                continue
            yield found
        else:
            ahead = bool(match["weekday"]) and _ahead(text, match, start, end)
            yield match.start(), match.end(), _days(match, day, ahead=ahead)
        after = match.end()


def _ahead(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Tell whether the verb of a weekday's clause speaks of what will be."""
    low = max(start, match.start() - _CLAUSE)
    breaks = [m.end() for m in _CLAUSE_END.finditer(text, low, match.start())]
    low = breaks[-1] if breaks else low
    verbs = list(_BEFORE_AHEAD.finditer(text, low, match.start()))
    if verbs:
        between = text[verbs[-1].end() : match.start()]
        return not _PAST.search(between)
    if not _OPENING.search(text[max(start, low - 2) : match.start()]):
        return False
    return bool(_BEHIND_AHEAD.match(text, match.end(), min(end, match.end() + _CLAUSE)))


def _days(match: re.Match[str], day: date | None, *, ahead: bool) -> Days | None:
    part = match.groupdict()
    try:
        if part["iso"]:
            exact = date.fromisoformat(part["iso"])
            return exact, exact
        for n in "12":
            if part[f"month{n}"]:
                return _some_days(part, n, day)
        if part["month3"]:
            return _whole_month(int(part["year3"]), _month(part["month3"]))
        if part["year4"]:
            return date(int(part["year4"]), 1, 1), date(int(part["year4"]), 12, 31)
    except ValueError:
        return None
    return None if day is None else _relative(part, day, ahead=ahead)


def _some_days(part: dict[str, str | None], n: str, day: date | None) -> Days | None:
    """Read a day of a month, or the days up to another one."""
    month, year = _month(part[f"month{n}"] or ""), part[f"year{n}"]
    first = _exact(int(part[f"day{n}"] or 0), month, year, day)
    until = part[f"until{n}"]
    if first is None or until is None:
        return first
    last = first[0].replace(day=int(until))
    return (first[0], last) if first[0] < last else None


def _exact(number: int, month: int, year: str | None, day: date | None) -> Days | None:
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


def _whole_month(year: int, month: int) -> Days:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _relative(part: dict[str, str | None], day: date, *, ahead: bool) -> Days | None:
    if part["beside"]:
        step = 2 if part["beside"].startswith("after") else -2
        return _around(day, step, 0)
    if part["near"]:
        return _around(day, {"yesterday": -1, "tomorrow": 1}.get(part["near"].lower(), 0), 0)
    if part["night"]:
        return day - timedelta(days=1), day  # a night belongs to two days
    if part["weekday"]:
        step = _weekday(
            _DAYS.index(part["weekday"].lower()), (part["way"] or "").lower(), day, ahead
        )
        return _around(day, step, 0)
    if part["month4"]:
        month = _month(part["month4"])
        year = min((day.year + n for n in (-1, 0, 1)), key=lambda y: abs(date(y, month, 15) - day))
        return _whole_month(year, month)
    return _period(
        part["unit"] or "", {"next": 1, "last": -1}.get((part["which"] or "").lower(), 0), day
    )


def _weekday(weekday: int, way: str, day: date, ahead: bool) -> int:  # noqa: FBT001
    """Count the days to a weekday."""
    back = (day.weekday() - weekday) % _WEEK
    if way in {"last", "past"}:
        return -(back or _WEEK)
    if way == "this":
        return weekday - day.weekday()
    if way == "next":
        return _WEEK - back
    return (-back) % _WEEK if ahead else -back


def _around(day: date, step: int, slack: int) -> Days:
    middle = day + timedelta(days=step)
    return middle - timedelta(days=slack), middle + timedelta(days=slack)


def _distance(
    text: str, match: re.Match[str], after: int, day: date | None
) -> tuple[int, int, Days | None] | None:
    """Read "two days ago", "a week ago today", "three days from now"."""
    low = max(after, match.start() - _AGO_WORDS)
    before = next(
        (
            m
            for begin in _START.finditer(text, low, match.start())
            if (m := _AGO.match(text, begin.start(), match.start()))
            and _count(m["count"]) is not None
        ),
        None,
    )
    count = _count(before["count"]) if before else None
    if before is None or count is None:
        return None
    sign = 1 if match["hence"] else -1
    exact = match["ago"] is not None and match["ago"] != match[0]
    hedged = bool(_HEDGED.match(before[0]))
    try:
        days = (
            None if day is None else _apart(day, sign, count, before["unit"].lower(), exact, hedged)
        )
    except (ValueError, OverflowError):
        return None
    return before.start(), match.end(), days


def _count(words: str) -> tuple[int, int] | None:
    """Read how many: whole numbers alone, with "a" as one."""
    lowered = words.lower()
    if lowered in {"a", "an"}:
        return 1, 1
    numbers = [number_at(f"{each} ", 0, len(each) + 1) for each in _OR.split(lowered) if each]
    if not 0 < len(numbers) < 3 or not all(n and n.whole and not n.share for n in numbers):
        return None
    read = [n for n in numbers if n is not None]
    if sum(n.end for n in read) + (_OR_LENGTH if len(read) > 1 else 0) != len(lowered):
        return None
    return int(read[0].low), int(-(-read[-1].high // 1))


def _apart(
    day: date,
    sign: int,
    count: tuple[int, int],
    unit: str,
    exact: bool,
    hedged: bool,  # noqa: FBT001
) -> Days:
    """Give the days that lie so many units before or after one."""
    ends = sorted(_shifted(day, sign * n, unit) for n in count)
    single = count == (1, 1)
    slack = 0 if exact else (_ONE_SLACK if single else {}).get(unit, _SLACK[unit])
    if unit == "year" and not single and not exact:
        slack = 183  # "ten years ago" counts years
    if hedged:
        slack += max(1, abs((ends[0] - day).days) // 10)
    return ends[0] - timedelta(days=slack), ends[-1] + timedelta(days=slack)


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (_WEEK if unit == "week" else 1))
    number = day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit]
    last = _whole_month(number // 12, number % 12 + 1)[1]
    return last.replace(day=min(day.day, last.day))


def _period(unit: str, step: int, day: date) -> Days:
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(days=_WEEK * step)
        return first, first + timedelta(days=_WEEK - 1)
    if unit == "month":
        number = day.year * 12 + day.month - 1 + step
        return _whole_month(number // 12, number % 12 + 1)
    return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
