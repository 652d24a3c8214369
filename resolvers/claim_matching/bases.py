"""Bases: over what a value counts, what a share is of, and whether it is needed or there."""

from __future__ import annotations

import re
from itertools import takewhile

from provenance.spans import Span
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.synonym_sets import terms_of
from resolvers.text.quoted_words import words_of
from resolvers.text.words import word_set

_STRETCH = re.compile(
    r"\b(?:(?P<since>since)|(?:this|last|past|previous|next|each|every|per|an?|in the) "
    r"(?P<unit>day|week|month|quarter|year|decade|century)\b(?! ago|['’])"
    r"|(?P<often>daily|weekly|monthly|annually|yearly)\b"
    r"|(?P<now>now|currently|at present|at the moment)\b)",
    re.IGNORECASE,
)
_OFTEN = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
}
# What is counted now and what has come together over one of these are two numbers.
_LONG = frozenset({"since", "month", "quarter", "year", "decade", "century"})
# "Five percent of men": up to the noun.
_OF = re.compile(r"\s(?:of|among)((?:\s[^\W\d_]+){1,4})", re.IGNORECASE)
_PLURALS = word_set("people men women children")
_OF_END = word_set(
    "in on at from for with who that which to by said say and or were was are is have had has"
)
# General English for what somebody has not got yet.
_NEEDING = (
    r"(?:need|require|seek|want|demand|request)(?:s|ed|ing)?|sought|lack(?:s|ed|ing)?|short\sof"
)
_NEEDED_BEFORE = re.compile(rf"\b(?:{_NEEDING})\s(?:[^\W\d_]+\s){{0,2}}\Z", re.IGNORECASE)
_NEEDED_BEHIND = re.compile(
    r"(?:\sof(?:\s[^\W\d_]+){1,2})?\s(?:needed|required|necessary"
    r"|(?:that\s|which\s)?(?:he|she|it|they|we|you|is|are|was|were)\s(?:need|require)(?:s|ed)?)\b",
    re.IGNORECASE,
)
# A negation that is a part of a bound: "not more than five people".
_BOUND = re.compile(r"(?:not|no)(?=\s(?:more|less|fewer)\s)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_REACH = 40  # code points before a value
# A zone behind a time of day: the same moment may be of two days.
_ZONE = re.compile(
    r"\b(?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\stime|local\stime|GMT|UTC|BST"
    r"|[ECMP][SD]T|CES?T|EES?T|MSK|IST|JST|AES?T|HKT)\b"
)


def stretches(clause: str) -> frozenset[str]:
    """List the stretches of time that a clause names: "year" for "this year", "since", "now"."""
    return frozenset(_stretch_of_time(match) for match in _STRETCH.finditer(clause))


def _stretch_of_time(match: re.Match[str]) -> str:
    word = match[match.lastgroup or 0].lower()
    return "now" if match["now"] else _OFTEN.get(word, word)


def another_stretch(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two stretches make two questions of one.

    This week and this year, now and since January.
    """
    long = ({"now"} & a and _LONG & b) or ({"now"} & b and _LONG & a)
    timed = a - {"now"}, b - {"now"}
    return bool(long) or (bool(timed[0]) and bool(timed[1]) and not timed[0] & timed[1])


def share_base(surface: str, end: int) -> frozenset[str]:
    """List the terms of what a share that ends at an offset is of."""
    match = _OF.match(surface, end)
    words = takewhile(lambda word: word not in _OF_END, words_of(match[1]) if match else ())
    found: list[str] = []
    for word in words:
        found.append(word)
        if _is_plural_noun(word):
            break  # its noun; what follows says what they did
    return terms_of(found)


def _is_plural_noun(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))


def needed_before(surface: str, start: int) -> bool:
    """Whether a verb of need has the value that begins at an offset as its object."""
    return bool(_NEEDED_BEFORE.search(surface, max(0, start - _REACH), start))


def needed(surface: str, start: int, end: int) -> bool:
    """Whether a value is what is needed: "will need 60 votes", "the 60 votes it needs"."""
    return needed_before(surface, start) or bool(_NEEDED_BEHIND.match(surface, end))


def zoned(clause: str) -> bool:
    """Whether a clause names the zone of its time."""
    return bool(_ZONE.search(clause))


def without_bounds(assertion: Assertion) -> str:
    """Return the words of an assertion with zeros for what its values negate or need themselves.

    "Not more than five people were killed" denies no killing, and whoever needs 60 votes has no
    votes yet.
    """
    return " … ".join(
        _piece_without_bounds(assertion, span, surface) for span, surface in assertion.pieces
    )


def _piece_without_bounds(assertion: Assertion, span: Span, surface: str) -> str:
    """Write zeros for what the values of a piece negate or need themselves."""
    for value in assertion.values:
        if value.kind != "date" and span.contains(value.span):
            start, end = value.span.start - span.start, value.span.end - span.start
            surface = surface[:start] + _value_without_bound(surface, start, end) + surface[end:]
    return surface


def _value_without_bound(surface: str, start: int, end: int) -> str:
    """Return the words of a value, with zeros for all that is needed, or for its own negation."""
    words = surface[start:end]
    if needed_before(surface, start):
        return _WORD.sub(_masked_by_zeros, words)
    return _BOUND.sub(_masked_by_zeros, words, count=1) if _BOUND.match(words) else words


def _masked_by_zeros(match: re.Match[str]) -> str:
    return "0" * len(match[0])
