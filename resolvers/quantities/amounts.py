"""Amounts: one number with the sign before it and the share behind: "$5 million", "5%"."""

from __future__ import annotations

import re

import attrs

from resolvers.quantities.measures import millions_behind, percent_behind, sign_before
from resolvers.quantities.numbers import SCALES, Number, number_at, scaled

_ARTICLE = re.compile(r"\ban?\s\Z", re.IGNORECASE)
# Behind "a" these begin a number, or are one only there.
_COUPLED = re.compile(
    r"(?:couple|few|hundred|thousand|lakh|[mb]illion|trillion|crore|dozen"
    r"|third|quarter|fifth|tenth|half)\b",
    re.IGNORECASE,
)
# "A quarter of a percent", "a quarter of a million": a number again, and no share.
_OF_ONE = re.compile(
    r"\sof\s(?:an?|1|one)(?:(?=\spercent)|\s(?P<scale>thousand|lakh|million|crore|billion|trillion)\b)",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Amount:
    """Hold one number with its sign and share, before what it is of is read.

    Args:
        start: where its words begin, the sign among them.
        number: the number, up to the end of its words.
        currency: the code of the sign.
        unit: "%" or percentage points.
        dashed: it is a range with a dash, which may be a score or a name as well.
    """

    start: int
    number: Number
    currency: str | None = None
    unit: str | None = None
    dashed: bool = False

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.number.end

    @property
    def bare(self) -> bool:
        """Whether nothing says yet what it is of."""
        return self.unit is None and self.currency is None


def amount_at(text: str, at: int, after: int, end: int) -> Amount | None:
    """Read the amount whose number begins at an offset; its sign may begin at `after`."""
    found = _number_with_article(text, at, after, end)
    if found is None:
        return None
    start, number = found
    sign = None
    if text[at].isdigit():
        sign = sign_before(text, after, at)
        number = _number_in_millions(text, number, end, money=sign is not None)
    return (
        _percentage_amount(text, start, number, end)
        or _money_amount(number, sign)
        or _plain_amount(start, number)
    )


def _percentage_amount(text: str, start: int, number: Number, end: int) -> Amount | None:
    """Read what makes a share of a number behind it: "5%", "20 basis points"."""
    percent = percent_behind(text, number.end, end)
    if percent is None:
        return None
    stop, unit, factor = percent
    return Amount(start=start, number=scaled(number, factor)._replace(end=stop), unit=unit)


def _money_amount(number: Number, sign: tuple[int, str] | None) -> Amount | None:
    """Return a sum behind the sign of its currency."""
    return None if sign is None else Amount(start=sign[0], number=number, currency=sign[1])


def _plain_amount(start: int, number: Number) -> Amount:
    """Return a number of something that is still to be read, or a share."""
    return Amount(start=start, number=number, unit="%" if number.share else None)


def _number_with_article(text: str, at: int, after: int, end: int) -> tuple[int, Number] | None:
    """Read a number, from the "a" before it where that is a part of it."""
    number = number_at(text, at, end)
    article = _COUPLED.match(text, at, end) and _ARTICLE.search(text, max(after, at - 3), at)
    if article:
        lead = number_at(text, article.start(), end) or number
        number, at = lead, article.start()
    if number is None:
        return None
    return at, _fraction_of_scale(text, number, end) if number.share else number


def _fraction_of_scale(text: str, number: Number, end: int) -> Number:
    match = _OF_ONE.match(text, number.end, end)
    if match is None:
        return number
    factor = SCALES[match["scale"].lower()] if match["scale"] else 1.0
    return scaled(number, factor / 100)._replace(end=match.end(), share=False, scaled=True)


def _number_in_millions(text: str, number: Number, end: int, *, money: bool) -> Number:
    """Read "m" behind figures without a scale: "$5 m"."""
    stop = None if number.scaled else millions_behind(text, number.end, end, money=money)
    return number if stop is None else scaled(number, 1e6)._replace(end=stop, scaled=True)
