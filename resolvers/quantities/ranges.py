"""Ranges and ratios.

Two numbers that are one quantity: "10 to 12", "between 10 and 12", "one in five".
"""

from __future__ import annotations

import re

import attrs

from resolvers.quantities.amounts import Amount, amount_at
from resolvers.quantities.measures import measured
from resolvers.quantities.numbers import Number, number_at, scaled

_TO = re.compile(r"\s?[-–—]\s?|\s(?P<word>to|and|or)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
# "From 10 to 12" is a change, and no range.
_FROM = re.compile(
    r"(?<!ranging )(?<!ranges )(?<!ranged )\bfrom\s(?:[^\W\d_]+\s){0,2}\Z", re.IGNORECASE
)
_FROM_REACH = 32  # code points before a number
_RATIO = re.compile(r"(?:\s|-)(?P<way>in|out\sof)(?:\s|-)", re.IGNORECASE)
_BEGIN = re.compile(r"(?<![^\W\d_])[^\W\d_]|(?<!\d)\d")
_SIGN_LENGTH = 6
_USUAL = frozenset({3.0, 4.0, 5.0, 10.0})
_YEARS = (1500.0, 2100.0)
_WIDEST = 2.0  # times the lower of two numbers that "or" joins: "ten or twelve"


def joined(text: str, amount: Amount, end: int) -> Amount | None:
    """Read the number that makes one quantity of an amount, if one follows.

    Of a score, of years and of what else a dash joins, the result is no whole number.
    """
    return _read_ratio(text, amount, end) or _read_range(text, amount, end)


def _read_range(text: str, one: Amount, end: int) -> Amount | None:
    """Read "10 to 12", "between 10 and 12"."""
    match = _TO.match(text, one.end, end)
    if match is None or match.end() >= end:
        return None
    word = (match["word"] or "").lower()
    start, two = _range_start(text, one, word), _second_amount(text, match.end(), end)
    if start is None or two is None:
        return None
    if _is_no_quantity(one, two, word):
        return attrs.evolve(one, number=two.number._replace(whole=False))
    found = _merged_range(one, two, alternative=word == "or")
    return found and attrs.evolve(found, start=start, dashed=not word)


def _is_no_quantity(one: Amount, two: Amount, word: str) -> bool:
    """Whether two numbers are a score or years, or the second is no one number."""
    return not two.number.whole or (not word and _is_score_or_years(one, two))


def _range_start(text: str, one: Amount, word: str) -> int | None:
    """Find where a range begins that goes on with a word; "and" wants a "between" before it."""
    between = _BETWEEN.search(text, max(0, one.start - 8), one.start)
    changed = _FROM.search(text, max(0, one.start - _FROM_REACH), one.start)
    if (word == "and") != bool(between) or changed:
        return None
    return between.start() if between else one.start


def _second_amount(text: str, at: int, end: int) -> Amount | None:
    """Read the number on the other side, which may have a sign of its own."""
    for begin in _BEGIN.finditer(text, at, min(end, at + _SIGN_LENGTH)):
        found = amount_at(text, begin.start(), at, end)
        if found is not None:
            return found if found.start == at else None
    return None


def _is_score_or_years(one: Amount, two: Amount) -> bool:
    """Whether a dash joins the sides of a score, or years."""
    low, high = one.number, two.number
    if not one.bare or not two.bare:
        return False
    ends = high.high < 100 or high.high <= _YEARS[1]
    return low.high >= high.low or (_YEARS[0] <= low.low <= _YEARS[1] and ends)


def _merged_range(one: Amount, two: Amount, *, alternative: bool) -> Amount | None:
    """Make one amount of two that are of one sort, the lower first; "or" joins near ones alone."""
    low, high = _with_shared_scale(one.number, two.number), two.number
    wide = alternative and high.high > _WIDEST * max(low.low, 1.0)
    if low.low >= high.high or wide or not _has_compatible_units(one, two):
        return None
    currency = two.currency or one.currency
    number = high._replace(low=low.low)
    return Amount(start=one.start, number=number, currency=currency, unit=two.unit)


def _has_compatible_units(one: Amount, two: Amount) -> bool:
    """Whether two amounts are of one sort: the second alone may name it."""
    if one.number.share or two.number.share or one.unit not in {None, two.unit}:
        return False
    return one.currency == two.currency or None in {one.currency, two.currency}


def _with_shared_scale(low: Number, high: Number) -> Number:
    """Return the first number the scale of the second: "10 to 12 million"."""
    if low.scaled or not high.scaled or low.low >= 1e3:
        return low
    factor = next((scale for scale in (1e12, 1e9, 1e6, 1e3) if high.high >= scale), None)
    if factor is None or low.low > high.high / factor:
        return low
    return scaled(low, factor)


def _read_ratio(text: str, one: Amount, end: int) -> Amount | None:
    """Read "one in five", "nine out of ten" as shares."""
    match = _RATIO.match(text, one.end, end) if one.bare else None
    if match is None or match.end() >= end:
        return None
    part, whole = one.number, number_at(text, match.end(), end)
    if (
        whole is None
        or not _is_usual_ratio(match["way"].lower(), part, whole)
        or _is_followed_by_unit(text, whole, end)
    ):
        return None
    number = _ratio_as_percentage(part, whole)
    return Amount(start=one.start, number=number, unit="%")


def _ratio_as_percentage(part: Number, whole: Number) -> Number:
    """Return a part of a whole as a share, up to the end of the words of the whole."""
    low, high = 100 * part.low / whole.low, 100 * part.high / whole.low
    return Number(low, high, whole.end, share=True)


def _is_usual_ratio(way: str, part: Number, whole: Number) -> bool:
    """Whether a share is said in this way.

    "three in ten", and not "three in seven villages".
    """
    if not whole.whole or whole.low != whole.high or not 0 < part.low < whole.low:
        return False
    return way != "in" or whole.low in _USUAL or (part.low == 1 and whole.low <= 100)


def _is_followed_by_unit(text: str, whole: Number, end: int) -> bool:
    """Whether what follows is a measure: "one in ten years"."""
    following = measured(text, whole.end, end, one=False)
    return following is not None and following.unit is not None
