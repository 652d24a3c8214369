"""Bounds: what words around a number make of it: "at least 40", "as many as 40", "40 or more"."""

from __future__ import annotations

import re
from typing import NamedTuple

from resolvers.quantities.numbers import Interval

# "About" allows a tenth on either side, "nearly" a tenth below: the rounding that newspapers do.
_ROUNDING = 0.1
# General English, by what it does to a number.
_BEFORE = {
    "above": "more than|over|upwards of|above|in excess of|exceeding|well over|well above",
    "least": "at least|no fewer than|no less than|not less than|not fewer than|as few as|"
    "as little as|a minimum of",
    "below": "fewer than|less than|under|below|well under|well below",
    "most": "up to|at most|no more than|not more than|as many as|as much as|a maximum of",
    "nearly": "nearly|almost|close to|just under|just below|just shy of|slightly less than|"
    "slightly fewer than|a little less than|approaching",
    "beyond": "just over|just above|slightly more than|slightly over|little more than|"
    "a little over|a little more than",
    "about": "about|around|roughly|approximately|some|an estimated|estimated|circa|perhaps|maybe|"
    "in the region of|in the order of|more or less",
}
_BEHIND = {
    "least": r"\+|[\s-]plus\b(?!\sor\b)|\s+or\s+more\b|\s+or\s+above\b|\s+and\s+counting\b",
    "most": r"\s+or\s+(?:fewer|less)\b",
    "about": r"\s+or\s+so\b|-odd\b|-ish\b",
}
_KINDS = {form: kind for kind, forms in _BEFORE.items() for form in forms.split("|")}
_LAST = frozenset(form.split()[-1] for form in _KINDS)
_LONGEST = max(len(form.split()) for form in _KINDS)
_WORDS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\s+")
_REACH = 32  # code points that hold the longest bound
_TAIL = re.compile(
    "|".join(f"(?P<{kind}>{forms})" for kind, forms in _BEHIND.items()), re.IGNORECASE
)


class Bound(NamedTuple):
    """Name a bound with where it begins, or ends."""

    kind: str
    at: int


def bound_before(text: str, start: int, end: int) -> Bound | None:
    """Find the longest bound whose last word ends, but for blanks, at an offset.

    Args:
        text: the article.
        start: where it may begin.
        end: where the number begins.
    """
    words = list(_WORDS.finditer(text, max(start, end - _REACH), end))
    if not words or words[-1][0].lower() not in _LAST:
        return None
    for word in words[-_LONGEST:]:
        at = word.start()
        kind = _bound_kind(text[at:end])
        if kind is not None and not (at and text[at - 1].isalnum()):
            return Bound(kind, at)
    return None


def _bound_kind(words: str) -> str | None:
    """Return what words make of the number behind them, which a blank parts from them."""
    form = _GAP.sub(" ", words.lower())
    return _KINDS.get(form.rstrip(" ")) if form.endswith(" ") else None


def bound_behind(text: str, start: int, end: int) -> Bound | None:
    """Find a bound right behind a number."""
    match = _TAIL.match(text, start, end)
    return Bound(match.lastgroup or "", match.end()) if match else None


def bounded(kind: str, number: Interval, *, counts: bool = True) -> Interval:
    """Widen a number by a bound; more than 40 of what is counted are at least 41."""
    low, high = number
    whole = counts and low == int(low) and low < 1e6
    step = 1.0 if whole else 0.0
    top = low if high is None else high
    below, above = 1 - _ROUNDING, 1 + _ROUNDING
    ways = {
        "above": Interval(low + step, None),
        "least": Interval(low, None),
        "below": Interval(0.0, top - step),
        "most": Interval(0.0, high),
        "nearly": Interval(low * below, high),
        "beyond": Interval(low, top * above),
        "about": Interval(low * below, None if high is None else high * above),
    }
    return ways[kind]
