"""Measures: what a number is of: a currency, a unit, or the noun that is counted."""

from __future__ import annotations

import re
from functools import cache

from resolvers.text.words import word_set

# Currency signs and codes in use by news agencies (ISO 4217), and the words for the same.
_SIGNS = {
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "hk$": "HKD",
    "nz$": "NZD",
    "s$": "SGD",
    "r$": "BRL",
    "nt$": "TWD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₴": "UAH",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
    "₦": "NGN",
    "₱": "PHP",
    "rs": "INR",
    "rs.": "INR",
}
_CODES = word_set(
    "usd eur gbp jpy inr chf cny rub uah aud cad hkd nzd sgd brl krw try ils ngn zar pln"
)
_CURRENCIES = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
    "franc": "CHF",
    "yuan": "CNY",
    "rupee": "INR",
    "naira": "NGN",
    "zloty": "PLN",
    "shekel": "ILS",
    "rand": "ZAR",
}
_DOLLARS = {
    "us": "USD",
    "american": "USD",
    "australian": "AUD",
    "canadian": "CAD",
    "singapore": "SGD",
}
_MEASURES = word_set(
    "kilometre kilometer km mile metre meter foot feet tonne ton kilogram kg "
    "litre liter hectare acre degree barrel second minute hour day week month year decade century"
)
# Words at which the noun phrase that is counted has ended.
_NO_NOUN = word_set(
    "of in on at to from by for with and or but that which who were was are is have has had will "
    "would could may might been as than if when while after before because per more not it they he "
    "she we you i the a an this these those its their his her said says "
    "also only about against into over under during until since there here"
)
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "police": "police",
    "troops": "troop",
}
# One of these is counted in the singular: "one person was killed". General English for people.
_ONE = word_set(
    "person man woman child boy girl soldier officer civilian worker student passenger driver "
    "resident victim member"
)
_SIGN = re.compile(
    rf"(?:(?:\b(?:US|AU?|CA?|HK|NZ|S|R|NT))?\$|[€£¥₹₽₴₩₺₪₦₱]|\bRs\.?[ \u00a0]?"
    rf"|\b(?:{'|'.join(sorted(c.upper() for c in _CODES))})[ \u00a0]?)(?=\d)"
)
_SIGN_END = frozenset("$€£¥₹₽₴₩₺₪₦₱ \u00a0.s") | {code[-1].upper() for code in _CODES}
_LONGEST_SIGN = 4
_PERCENT = re.compile(
    r"(?P<points>[\s-](?:percentage[\s-]points?|pp)\b)|(?P<basis>[\s-](?:basis[\s-]points?|bps)\b)"
    r"|\s?%|[\s-](?:percent|per\scent|pct)\b|(?<=\d)(?:pct|pc)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?:\sof(?:\sthe)?)?((?:[\s-][^\W\d_]+){1,3})")
_MILLIONS = re.compile(r"[ \u00a0]m\b", re.IGNORECASE)
POINTS = "percentage point"


def sign_before(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Find a currency sign that ends right before a figure: where it begins, and the currency."""
    if end <= start or text[end - 1] not in _SIGN_END:
        return None
    match = None
    for at in range(max(start, end - _LONGEST_SIGN), end):
        match = _SIGN.match(text, at, end + 1)
        if match and match.end() == end:
            sign = match[0].strip().lower()
            return at, _SIGNS.get(sign) or sign.upper()
    return None


def percent_behind(text: str, start: int, end: int) -> tuple[int, str, float] | None:
    """Find what makes a share of a number: where it ends, the unit, and by what to multiply."""
    match = _PERCENT.match(text, start, end)
    if match is None:
        return None
    if match["basis"]:
        return match.end(), POINTS, 0.01
    return match.end(), POINTS if match["points"] else "%", 1.0


def millions_behind(text: str, start: int, end: int, *, money: bool) -> int | None:
    """Find "m" behind a blank that means millions.

    After a sum, or before what is counted; else it is a metre.
    """
    match = _MILLIONS.match(text, start, end)
    if match is None:
        return None
    words = _noun_phrase_words(text, match.end(), end)
    counted = bool(words) and words[0] not in _MEASURES and _plural_head_index(words) == 0
    return match.end() if money or counted else None


class Measured:
    """Hold what a number is of: kind, unit, noun, and where its words end."""

    def __init__(
        self, kind: str, end: int, unit: str | None = None, noun: str | None = None
    ) -> None:
        self.kind, self.end, self.unit, self.noun = kind, end, unit, noun


def measured(text: str, start: int, end: int, *, one: bool) -> Measured | None:
    """Read what is counted: the words behind the number that can be of its noun phrase.

    Args:
        text: the article.
        start: where the number ends.
        end: where to stop.
        one: a single one is counted, in the singular.

    Returns:
        None where no noun phrase follows at all.
    """
    words = _noun_phrase_words(text, start, end)
    if not words:
        return None
    currency, long = _named_currency(words)
    if currency:
        return Measured("money", _end_of_words(text, start, end, long), currency)
    unit = singular(words[0])
    if unit in _MEASURES:
        return Measured("number", _end_of_words(text, start, end, 1), unit)
    head = _singular_head_index(words) if one else _plural_head_index(words)
    if head is None:
        return Measured("number", start)
    return Measured("number", _end_of_words(text, start, end, head + 1), noun=singular(words[head]))


def _noun_phrase_words(text: str, start: int, end: int) -> list[str]:
    following = _NOUN.match(text, start, end)
    words: list[str] = []
    for word in re.split(r"[\s-]+", following[1].strip(" -").lower()) if following else ():
        if word in _NO_NOUN:
            break
        words.append(word)
    return words


def _named_currency(words: list[str]) -> tuple[str | None, int]:
    """Return the currency that words name, and how many do."""
    if len(words) > 1 and singular(words[1]) == "dollar" and words[0] in _DOLLARS:
        return _DOLLARS[words[0]], 2
    return _CURRENCIES.get(singular(words[0])), 1


def _plural_head_index(words: list[str]) -> int | None:
    """Find the head noun: the first plural of the words."""
    plurals = (
        n
        for n, word in enumerate(words)
        if (word.endswith("s") and not word.endswith("ss")) or word in _IRREGULAR
    )
    return next(plurals, None)


def _singular_head_index(words: list[str]) -> int | None:
    """Find the head noun of a single one."""
    return next((n for n, word in enumerate(words) if word in _ONE), None)


def singular(word: str) -> str:
    """Return the singular of a noun."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _end_of_words(text: str, start: int, end: int, words: int) -> int:
    """Return the end of so many words behind an offset, and behind "of"."""
    found = _following_words_pattern(words).match(text, start, end)
    return found.end() if found else start


@cache
def _following_words_pattern(words: int) -> re.Pattern[str]:
    return re.compile(rf"(?:\sof(?:\sthe)?)?(?:[\s-][^\W\d_]+){{{words}}}")
