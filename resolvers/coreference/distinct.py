"""Distinct people of one name: of whom the text itself says that they are two, and their ages."""

from __future__ import annotations

import re
from functools import cache

from provenance.spans import Span
from resolvers.lexicon.lexicon import lexicon

_REACH = 60  # code points between two names
# What begins an aside that names somebody else of the same name.
NOT_RELATED = r"(?:no relation (?:to|of)|(?:not|un)\s?related to|not to be confused with)"
_FEW_WORDS = r"[,:]?\s+(?:[\w'’-]+\s+){0,5}$"
_NAMESAKE = re.compile(
    rf"\b(?:{NOT_RELATED}|namesakes?(?: of)?"
    rf"|shar(?:es?|ed|ing) (?:a|the|his|her|their) name with){_FEW_WORDS}",
    re.IGNORECASE,
)
_ASIDE = re.compile(rf"[,(—–-]\s*{NOT_RELATED}{_FEW_WORDS}", re.IGNORECASE)
# "Ada Crane, 84, a composer"; a year or a number of something is no age.
_AGE = re.compile(r"\s?(?:,\s+(?:aged\s+|age\s+)?|\((?:aged\s+)?)(?P<age>[1-9]\d|10\d)(?=[,.;)])")
_DIED_AT = re.compile(
    r"\s+(?:has\s+)?died\s+(?:on \w+ |in \w+ |last \w+ |this \w+ |\w+day )?"
    r"(?:at|aged)(?:\s+the\s+age\s+of)?\s+(?P<age>[1-9]\d|10\d)(?=[,.;)]|\s+(?:on|in|after|of|from)\b)"
)


def relation(text: str, one: Span, other: Span) -> Span | None:
    """Return the words between two names that say that one is the other's relative: "'s son".

    Args:
        text: the article's.
        one: where a name stands.
        other: where another stands, before or behind it.
    """
    first, second = sorted((one, other))
    if not 0 < second.start - first.end <= _REACH:
        return None
    found = _kinship_pattern().fullmatch(text, first.end, second.start)
    return Span(found.start(), found.end()) if found else None


@cache
def _kinship_pattern() -> re.Pattern[str]:
    """Make the pattern of "'s elder son" and ", a daughter of the late"."""
    few = r"(?:[\w-]+\s+){0,3}?"
    kin = f"{few}(?:{_kinship_words()})"
    return re.compile(rf"['’]s?\s+{kin},?\s+|,?\s+{kin}\s+of\s+{few}")


def _kinship_words() -> str:
    """List the words for relatives, as one alternative of a pattern."""
    roles = lexicon().roles
    return "|".join(sorted(word for word, role in roles.items() if role.kind == "family"))


def named_as_kin(text: str, start: int) -> bool:
    """Whether a name is that of a relative who comes along: "and his wife, Dina Voss"."""
    return bool(_possessive_kinship_pattern().search(text[max(0, start - _REACH) : start]))


@cache
def _possessive_kinship_pattern() -> re.Pattern[str]:
    """Make the pattern of "and his elder son," before a name.

    A relative who has a sentence of her own leads: "His niece, Ada Voss, said so. Voss …".
    """
    return re.compile(
        rf"\b(?:and|with)\s+(?:his|her)\s+(?:[a-z-]+\s+){{0,2}}(?:{_kinship_words()}),?\s+$"
    )


def namesake(text: str, start: int) -> Span | None:
    """Return the words before a name that say that it is another's: "no relation to the singer"."""
    begin = max(0, start - _REACH)
    found = _NAMESAKE.search(text[begin:start])
    return Span(begin + found.start(), start) if found else None


def in_aside(text: str, start: int) -> bool:
    """Whether a name is only mentioned as another's: ", no relation to the singer"."""
    begin = max(0, start - _REACH)
    return bool(_ASIDE.search(text[begin:start]))


def age_behind(text: str, end: int) -> Span | None:
    """Return where the age of a person stands behind the name: ", 84,", "died on Sunday at 84"."""
    found = _AGE.match(text, end) or _DIED_AT.match(text, end)
    return Span(*found.span("age")) if found else None
