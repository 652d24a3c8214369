"""Values: quantities, money, percentages and dates in a text, each as the interval that its words allow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

import attrs

from provenance.claims import Value
from provenance.spans import Span
from resolvers.claims.dates import dates_in
from resolvers.claims.numbers import BOUND, NUMBER, NUMBER_WORDS, Interval, bounded, read_number
from resolvers.reading.words import word_set

_CURRENCIES = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "us$": "USD",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
}
_CURRENCIES |= {
    "yen": "JPY",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
    "franc": "CHF",
    "yuan": "CNY",
}
_MEASURES = word_set(
    "kilometre kilometer km mile metre meter foot tonne ton kilogram kg litre liter hectare acre degree barrel"
)
_MEASURES |= word_set("second minute hour day week month year")
_QUANTITY = re.compile(
    rf"(?:\b(?P<bound>{BOUND})\s)?(?P<sign>US\$|[$€£¥])?(?P<number>{NUMBER})"
    r"(?:(?P<percent>\s?%|\s(?:percent|per\scent|percentage\spoints?)\b))?",
    re.IGNORECASE,
)
_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")
_NOUN = re.compile(r"(?:\sof(?:\sthe)?)?((?:[\s-][^\W\d_]+){1,3})")
# Words at which the noun phrase that is counted has ended.
_NO_NOUN = word_set(
    "of in on at to from by for with and or but that which who were was are is have has had will would could may might been "
    "as than if when while after before because per more not it they he she we you i the a an this these those its "
    "their his her said says also only about against into over under during until since there here"
)
_NOT_COUNTED = word_set("one")  # "one of them", "no one": a number is rarely meant


def values_in(text: str, start: int, end: int, day: datetime | None) -> list[Value]:
    """Find the values between two offsets, in order; none overlaps another.

    Args:
        text: the article.
        start: the first offset.
        end: one past the last.
        day: when the article was published; dates such as "on Thursday" are left out without it.
    """
    dates = list(dates_in(text, start, end, day.date() if day else None))
    taken = [Span(a, b) for a, b, _ in dates]
    found = [
        Value(kind="date", span=Span(a, b), surface=text[a:b], first_day=days[0], last_day=days[1])
        for a, b, days in dates
        if days is not None
    ]
    if _may_hold_numbers(text, start, end):
        found += (v for v in _quantities(text, start, end) if not _overlaps_any(v.span, taken))
    return sorted(found, key=lambda v: v.span)


def stored_values(
    text: str, view: str, pieces: Iterable[Span], day: datetime | None
) -> tuple[Value, ...]:
    """List the values that pieces of a reading view have, in the words of the stored text."""
    found = (value for piece in pieces for value in values_in(view, piece.start, piece.end, day))
    if text == view:
        return tuple(found)
    return tuple(attrs.evolve(value, surface=value.span.surface(text)) for value in found)


def _overlaps_any(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _quantities(text: str, start: int, end: int) -> Iterator[Value]:
    for match in _QUANTITY.finditer(text, start, end):
        number = read_number(match["number"])
        if number is None or _joined(text, match):
            continue
        interval = bounded(match["bound"], number) if match["bound"] else number
        if match["percent"]:
            yield _value("percentage", text, match.start(), match.end(), interval, unit="%")
        elif match["sign"]:
            unit = _CURRENCIES[match["sign"].lower()]
            yield _value("money", text, match.start(), match.end(), interval, unit=unit)
        else:
            value = _counted(text, match, end, interval)
            if value is not None:
                yield value


def _may_hold_numbers(text: str, start: int, end: int) -> bool:
    """Whether a digit or a word of a number stands between two offsets.

    Most contents hold none, and this is found ten times as fast as that there are no quantities.
    """
    if _DIGIT.search(text, start, end):
        return True
    words = _LETTERS.findall(text[start:end].lower())
    return not NUMBER_WORDS.isdisjoint(words)


def _joined(text: str, match: re.Match[str]) -> bool:
    """Tell whether the number is a part of a word or a longer figure: "G7", "F-16", "10:30"."""
    before = text[match.start("number") - 1 : match.start("number")]
    after = text[match.end("number") : match.end("number") + 1]
    return (
        before.isalnum()
        or (before in {"-", ":", "/", "."} and not match["sign"])
        or after in {":", "/"}
    )


def _counted(text: str, match: re.Match[str], end: int, interval: Interval) -> Value | None:
    """Read what is counted: the words behind the number up to one that cannot be of its noun phrase."""
    following = _NOUN.match(text, match.end(), end)
    words: list[str] = []
    for word in re.split(r"[\s-]+", following[1].strip(" -").lower()) if following else ():
        if word in _NO_NOUN:
            break
        words.append(word)
    if not words:
        plain = match["number"].lower() not in _NOT_COUNTED and text[
            match.end() : match.end() + 1
        ] not in {"'", "’"}
        return _value("number", text, match.start(), match.end(), interval) if plain else None
    unit, head = _singular(words[0]), _head(words)
    if unit in _CURRENCIES:
        return _value(
            "money",
            text,
            match.start(),
            _after(text, match.end(), end, 1),
            interval,
            unit=_CURRENCIES[unit],
        )
    if unit in _MEASURES:
        return _value(
            "number", text, match.start(), _after(text, match.end(), end, 1), interval, unit=unit
        )
    if head is None:
        return _value("number", text, match.start(), match.end(), interval)
    stop = _after(
        text,
        match.end(),
        end,
        head + 1,
        of=bool(following and following.group().lstrip().startswith("of")),
    )
    return _value("number", text, match.start(), stop, interval, noun=_singular(words[head]))


def _head(words: list[str]) -> int | None:
    """Find the head noun: the last plural of the words; one thing is counted in the singular and takes the first word."""
    plurals = [
        n
        for n, word in enumerate(words)
        if (word.endswith("s") and not word.endswith("ss")) or word in _IRREGULAR
    ]
    return plurals[0] if plurals else None


_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "police": "police",
    "troops": "troop",
}


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _after(text: str, start: int, end: int, words: int, *, of: bool = False) -> int:
    """Give the end of so many words behind an offset."""
    found = _words_behind(words, of=of).match(text, start, end)
    return found.end() if found else start


@cache
def _words_behind(words: int, *, of: bool) -> re.Pattern[str]:
    lead = r"\sof(?:\sthe)?" if of else ""
    return re.compile(rf"{lead}(?:[\s-][^\W\d_]+){{{words}}}")


def _value(
    kind: str,
    text: str,
    start: int,
    end: int,
    interval: Interval,
    *,
    unit: str | None = None,
    noun: str | None = None,
) -> Value:
    span = Span(start, end)
    return Value(
        kind=kind,
        span=span,
        surface=text[start:end],
        low=interval.low,
        high=interval.high,
        unit=unit,
        noun=noun,
    )
