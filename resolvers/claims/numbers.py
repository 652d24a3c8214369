"""Numbers in words and figures, with what bounds them: "more than two dozen", "at least 40", "about 3 million", "dozens"."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "k": 1e3,
    "dozen": 12.0,
}
_WORDS = {w: float(n) for n, w in enumerate(_UNITS)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
# Plurals without a number: at least two of them, and less than of the next scale.
_VAGUE = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 2e6 - 1),
    "millions": (2e6, 2e9 - 1),
    "billions": (2e9, 2e12 - 1),
}
_SMALL = {"a couple of": (2.0, 2.0), "a few": (2.0, 9.0), "several": (2.0, 9.0)}

_WORD = "|".join(sorted([*_WORDS, *_SCALES, "half"], key=len, reverse=True))
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "hundred|thousand|million|billion|trillion|dozen|bn|mn"
NUMBER = (
    rf"(?:(?:{_FIGURE})(?:[\s-](?:{_SCALE})\b|(?:bn|mn|m|k|b)\b)?"
    rf"|\b(?:(?:half\s)?a\s)?(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD})){{0,6}}\b"
    rf"|\b(?:{'|'.join(_VAGUE)})\b|\b(?:{'|'.join(_SMALL)}|half\sa)(?:\s(?:{_SCALE}))?\b)"
)
# Every number in words has one of these; "a" alone is none.
_FORMS = (*_WORDS, *_SCALES, *_VAGUE, *_SMALL, "half")
NUMBER_WORDS = frozenset(word for form in _FORMS for word in form.split()) - {"a", "of"}
BOUND = (
    r"(?:more\sthan|over|upwards\sof|above|at\sleast|no\sfewer\sthan|no\sless\sthan|fewer\sthan|less\sthan|under|below|up\sto|"
    r"at\smost|no\smore\sthan|nearly|almost|close\sto|about|around|roughly|approximately|some|an\sestimated)"
)
_TOKEN = re.compile(rf"{_FIGURE}|[a-z]+", re.IGNORECASE)
# "About" allows a tenth on either side, "nearly" a tenth below: the rounding that newspapers do.
_ROUNDING = 0.1


class Interval(NamedTuple):
    """Bound a number; `high` is None where nothing bounds it from above."""

    low: float
    high: float | None


def read_number(words: str) -> Interval | None:
    """Read a number in words or figures."""
    lowered = " ".join(words.lower().split())
    for table in (_VAGUE, _SMALL):
        if lowered in table:
            return Interval(*table[lowered])
    several, _, scale = lowered.rpartition(" ")
    if several in _SMALL and scale in _SCALES:
        low, high = _SMALL[several]
        return Interval(low * _SCALES[scale], (high + 1) * _SCALES[scale] - 1)
    total = group = 0.0
    seen = False
    for word in _TOKEN.findall(lowered):
        if word in {"a", "and"}:
            continue
        if word in _SCALES:
            factor = _SCALES[word]
            group = (group if seen else 1.0) * factor
            if factor >= 1e3:
                total, group = total + group, 0.0
        elif word == "half":
            group += 0.5
        elif word in _WORDS:
            group += _WORDS[word]
        else:
            group += float(word.replace(",", ""))
        seen = True
    return Interval(total + group, total + group) if seen else None


def bounded(bound: str, number: Interval) -> Interval:
    """Widen a number by what stands before it."""
    low, high = number
    words = " ".join(bound.lower().split())
    whole = low == int(low) and low < 1e6
    step = 1.0 if whole else 0.0
    if words in {"more than", "over", "upwards of", "above"}:
        return Interval(low + step, None)
    if words in {"at least", "no fewer than", "no less than"}:
        return Interval(low, None)
    if words in {"fewer than", "less than", "under", "below"}:
        return Interval(0.0, (high or low) - step)
    if words in {"up to", "at most", "no more than"}:
        return Interval(0.0, high)
    if words in {"nearly", "almost", "close to"}:
        return Interval(low * (1 - _ROUNDING), high)
    return Interval(low * (1 - _ROUNDING), None if high is None else high * (1 + _ROUNDING))
