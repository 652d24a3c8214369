"""Numbers in words and figures.

"two dozen", "1 234 567", "zero point five", "tens of thousands".
"""

from __future__ import annotations

import re
from math import prod
from typing import NamedTuple

# General English and the usual short forms of news agencies; lakh and crore are of Indian English.
_UNITS = "zero one two three four five six seven eight nine".split()
_TEENS = ("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL_WORDS = {w: n for n, w in enumerate([*_UNITS, *_TEENS])}
_TEN_WORDS = {w: 10 * n for n, w in enumerate(_TENS, 2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
# Short scales stand behind figures alone, the first of them also behind a blank.
_SHORT = {"mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_GLUED = {"m": 1e6, "k": 1e3, "b": 1e9}
_DOZEN = 12.0
_FACTORS = SCALES | {"dozen": _DOZEN}
_PARTS = {
    "half": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixths": 6,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}
# Plurals without a number: at least two of them, and less than of the next scale.
_VAGUE = {
    "tens": (20.0, 99.0),
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 2e6 - 1),
    "lakhs": (2e5, 1e7 - 1),
    "millions": (2e6, 2e9 - 1),
    "crores": (2e7, 1e9 - 1),
    "billions": (2e9, 2e12 - 1),
    "trillions": (2e12, 2e15 - 1),
}
_FEW = {
    "a couple of": (2.0, 2.0),
    "a couple": (2.0, 2.0),
    "a few": (2.0, 9.0),
    "several": (2.0, 9.0),
}

_BLANK = "[ \u00a0\u2009\u202f]"
_GAP = rf"(?:{_BLANK}|-|\n)"
_FIGURE = re.compile(
    r"(?P<commas>[1-9]\d{0,2}(?:,\d{3}(?!\d))++|[1-9]\d?(?:,\d\d(?!\d))++,\d{3})"
    r"(?!\d|,\d)(?P<point>\.\d+)?"
    rf"|(?P<groups>[1-9]\d{{0,2}}(?:(?:{_BLANK}\d{{3}}(?!\d))++|(?:\.\d{{3}}(?!\d)){{2,}}+))"
    r"(?P<comma>,\d{1,2}(?!\d))?(?!,\d)"
    r"|(?P<decimal>\d+,\d{1,2})(?=\s?%|[\s-](?:percent|per\scent|pct|[mb]illion|trillion|[mbt]n)\b)"
    r"|(?P<plain>\d+(?:\.\d+)?)(?!\d|,\d|\.\d)"
)
_SEPARATORS = re.compile(r"[^\d]")
_MIXED = re.compile(
    rf"{_BLANK}?(?P<glyph>[{''.join(_GLYPHS)}])|[ -](?P<over>1/2|1/3|2/3|1/4|3/4)\b"
)
_NUMBER_WORD = "|".join(
    sorted([*_SMALL_WORDS, *_TEN_WORDS, *SCALES, "dozen"], key=len, reverse=True)
)
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_NEXT = re.compile(
    rf"(?:{_GAP}|(?P<and>{_GAP}and{_GAP}))(?:(?P<more>{_NUMBER_WORD}|point)"
    rf"|(?P<count>an?|one|two|three)[\s-](?P<part>{_PART}))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"(?:{_NUMBER_WORD})\b", re.IGNORECASE)
_DIGIT = re.compile(rf"[\s-](?P<digit>{'|'.join(_UNITS)})\b", re.IGNORECASE)
_SCALE_BEHIND = re.compile(
    rf"[\s-]?(?P<short>{'|'.join(_SHORT)})\b|(?P<glued>[mkb])\b", re.IGNORECASE
)
_LOOSE = re.compile(
    rf"(?:(?:a\s+couple(?:\s+of)?|a\s+few|several)(?=\s)"
    rf"|half(?:\s+an?)?(?=[\s-]+(?:{_NUMBER_WORD})\b)"
    r"|half\s+an?(?=\s(?:percent|percentage|hour|day|year|century|mile|inch|litre|tonne|acre)\b))"
    r"(?:[\s-]+(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)\b)*",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    rf"(?P<many>{'|'.join(_VAGUE)})\b(?:\s+of\s+(?P<of>{'|'.join(_VAGUE)})\b)?", re.IGNORECASE
)
# "A third of", "two-thirds": shares of something.
_SHARE = re.compile(
    r"(?:(?:an?|one)\s(?P<one>third|quarter|fifth|tenth|half)(?=\sof\b)"
    r"|one-(?P<glued>third|quarter|fifth|tenth|half)\b"
    r"|(?P<n>two|three|four|five|seven|nine)[\s-]"
    r"(?P<parts>thirds|quarters|fourths|fifths|sixths|eighths|tenths)\b"
    r"|half(?=\s+(?:of|the|its|their|his|her|our|my|all|those|these)\b))",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:first|second|last|latter|other|top|bottom|better|upper|lower|back)[\s-]\Z", re.IGNORECASE
)
# Every number has a digit or one of these in it; "a" alone is none.
SEEDS = (
    frozenset([*_SMALL_WORDS, *_TEN_WORDS, *SCALES, *_VAGUE, *_PARTS, "dozen"])
    | {"couple", "few", "several"}
)  # fmt: skip


class Interval(NamedTuple):
    """Bound a number; `high` is None where nothing bounds it from above."""

    low: float
    high: float | None


class Number(NamedTuple):
    """Hold a number with where it ends.

    `scaled` says that a scale has been named; `share` that it is so many hundredths of something;
    `whole` is False where the words are no one number ("nineteen eighty"): nothing is to be read
    up to its end.
    """

    low: float
    high: float
    end: int
    scaled: bool = False
    share: bool = False
    whole: bool = True


def number_at(text: str, start: int, end: int) -> Number | None:
    """Read the longest number that begins at an offset."""
    if text[start].isdigit():
        return _read_figures(text, start, end)
    return (
        _read_fraction(text, start, end)
        or _read_vague_count(text, start, end)
        or _read_plural_scale(text, start, end)
        or _read_number_words(text, start, end)
    )


def scaled(number: Number, factor: float) -> Number:
    """Multiply a number."""
    return number._replace(low=number.low * factor, high=number.high * factor)


def _read_fraction(text: str, start: int, end: int) -> Number | None:
    """Read "a third of", "two-thirds", "half of"."""
    match = _SHARE.match(text, start, end)
    if match is None or _is_half_of_period(text, match):
        return None
    count = _SMALL_WORDS[(match["n"] or "one").lower()]
    part = match["one"] or match["glued"] or match["parts"] or "half"
    hundredths = 100 * count / _PARTS[part.lower()]
    # A third is 33 or 34 percent: it is never said more exactly.
    return Number(hundredths // 1, -(-hundredths // 1), match.end(), share=True)


def _is_half_of_period(text: str, share: re.Match[str]) -> bool:
    """Whether a half is of a time: "the second half of July"."""
    start = share.start()
    half = share[0].lower() == "half"
    return half and _PERIOD.search(text, max(0, start - 8), start) is not None


def _read_vague_count(text: str, start: int, end: int) -> Number | None:
    """Read "a few", "several hundred thousand", "half a million"."""
    match = _LOOSE.match(text, start, end)
    if match is None:
        return None
    words = match[0].lower().replace("-", " ").split()
    factors = [_FACTORS[word] for word in words if word in _FACTORS]
    lead = " ".join(words[: len(words) - len(factors)])
    low, high = _vague_count_bounds(lead, prod(factors) if factors else None)
    return Number(low, high, match.end(), scaled=bool(factors))


def _vague_count_bounds(lead: str, scale: float | None) -> tuple[float, float]:
    """Bound "a few" and the like, of a scale where one is named."""
    if lead.startswith("half"):
        return (scale or 1.0) / 2, (scale or 1.0) / 2
    low, high = _FEW[lead]
    if scale is None:
        return low, high
    below = 0.9 if lead.startswith("a couple") else 1.0  # "a couple hundred" may be 190
    return low * scale * below, (high + 1) * scale - 1


def _read_plural_scale(text: str, start: int, end: int) -> Number | None:
    """Read "dozens", "tens of thousands"."""
    match = _PLURAL.match(text, start, end)
    if match is None:
        return None
    low, high = _VAGUE[match["many"].lower()]
    if match["of"] is None:
        return Number(low, high, match.end(), scaled=True)
    factor = SCALES.get(match["of"].lower().rstrip("s"), 1.0)
    return Number(low * factor, (high + 1) * factor - 1, match.end(), scaled=True)


def _read_figures(text: str, start: int, end: int) -> Number | None:
    match = _FIGURE.match(text, start, end)
    if match is None:
        return None
    value, at = _add_figure_fraction(text, _figure_value(match), match.end(), end)
    short = _SCALE_BEHIND.match(text, at, end)
    if short is None:
        return _Reader(value, at, figures=True).read(text, end)
    factor = (_SHORT | _GLUED)[(short["short"] or short["glued"]).lower()]
    return Number(value * factor, value * factor, short.end(), scaled=True)


def _figure_value(match: re.Match[str]) -> float:
    """Read figures, whatever parts their groups and their decimals."""
    whole = match["commas"] or match["groups"]
    if whole is None:
        return float((match["decimal"] or match["plain"]).replace(",", "."))
    decimals = (match["point"] or match["comma"] or "").replace(",", ".")
    return float(_SEPARATORS.sub("", whole) + decimals)


def _add_figure_fraction(text: str, value: float, at: int, end: int) -> tuple[float, int]:
    """Add a fraction in figures: "2½", "2 1/2"."""
    mixed = _MIXED.match(text, at, end)
    if mixed is None:
        return value, at
    over = mixed["over"]
    part = _GLYPHS[mixed["glyph"]] if over is None else int(over[0]) / int(over[2])
    return value + part, mixed.end()


def _read_number_words(text: str, start: int, end: int) -> Number | None:
    match = _FIRST.match(text, start, end)
    if match is None:
        return None
    reader = _Reader(0.0, start, figures=False)
    reader.take(match[0].lower(), match.end(), joined=False)
    return reader.read(text, end)


class _Reader:
    """Add up the words of a number, as far as they are one number.

    `total` is what scales have closed, `group` what stands before the next one, and `room` is
    below what the next word has to stay.
    """

    def __init__(self, value: float, end: int, *, figures: bool) -> None:
        self._total, self._group, self._end = 0.0, value, end
        self._room = 0.0 if figures else 1e15
        self._figures = figures
        self._last = float("inf")  # the scale closed last
        self._scaled = self._dozen = False
        self._open = figures  # whether a group stands before the next scale
        self._sure: Number | None = None  # what holds if an "and" does not

    def read(self, text: str, end: int) -> Number:
        """Read on from where it is; of two numbers joined by "and" the first alone."""
        while (match := _NEXT.match(text, self._end, end)) and self._take_next_word(
            text, match, end
        ):
            pass
        if match is None:
            return self._number_so_far()
        if match["more"] and self._sure is not None:
            return self._sure
        if self._is_broken_number(match):
            return Number(0.0, 0.0, match.end("more"), whole=False)
        return self._number_so_far()

    def _number_so_far(self) -> Number:
        """Return what was read so far."""
        value = self._total + self._group
        return Number(value, value, self._end, scaled=self._scaled)

    def _take_next_word(self, text: str, match: re.Match[str], end: int) -> bool:
        """Take what follows, unless it is of another number."""
        if match["part"]:
            return bool(match["and"]) and self._add_fraction(match)
        word = match["more"].lower()
        if word == "point":
            return self._take_decimal_digits(text, match.end(), end)
        return self.take(word, match.end(), joined=bool(match["and"]))

    def take(self, word: str, end: int, *, joined: bool) -> bool:
        """Take one word more, unless it cannot be of the same number."""
        before = self._number_so_far() if joined else None
        if not self._take_number_word(word, joined=joined):
            return False
        self._sure = before or self._sure
        self._end, self._open = end, True
        return True

    def _take_number_word(self, word: str, *, joined: bool) -> bool:
        """Take a small number, or a scale; "and" joins none of these."""
        if word == "dozen":
            return not joined and self._take_dozen()
        if word in SCALES:
            return not joined and not self._dozen and self._take_scale(SCALES[word])
        return self._take_small_number(word, joined=joined)

    def _take_dozen(self) -> bool:
        if self._dozen or self._scaled:
            return False
        self._group = (self._group if self._open else 1.0) * _DOZEN
        self._dozen, self._room = True, 0.0
        return True

    def _take_small_number(self, word: str, *, joined: bool) -> bool:
        number = _SMALL_WORDS.get(word, _TEN_WORDS.get(word, 0))
        if not self._has_room_for(number) or (joined and self._room < 100):
            return False
        self._group += number
        self._room = 10.0 if word in _TEN_WORDS else 0.0
        return True

    def _has_room_for(self, number: int) -> bool:
        """Whether there is room for a number in the group; zero stands alone."""
        if number == 0:
            return not self._open and not self._scaled
        return number < self._room

    def _take_scale(self, scale: float) -> bool:
        """Close the group with a scale; hundreds leave it open, and "lakh crore" scales a scale."""
        if scale == SCALES["hundred"]:
            return self._take_hundred(scale)
        if not self._multiply_by_scale(scale):
            return False
        self._last, self._scaled, self._sure = scale, True, None
        self._room = 0.0 if self._figures else min(scale, 1e3)
        return True

    def _multiply_by_scale(self, scale: float) -> bool:
        """Multiply what stands before a scale: a smaller scale, or a group before a larger one."""
        if self._open and self._group == 0:
            follows = SCALES["thousand"] <= self._last <= scale
            if follows:
                self._total *= scale
            return follows
        if scale >= self._last:
            return False
        self._total += (self._group if self._open else 1.0) * scale
        self._group = 0.0
        return True

    def _take_hundred(self, scale: float) -> bool:
        if self._group >= scale:
            return False
        self._group = (self._group or 1.0) * scale
        self._room, self._scaled = 0.0 if self._figures else scale, True
        return True

    def _take_decimal_digits(self, text: str, at: int, end: int) -> bool:
        """Read the digits behind "point"."""
        digits = ""
        while match := _DIGIT.match(text, at, end):
            digits += str(_SMALL_WORDS[match["digit"].lower()])
            at = match.end()
        if not digits or self._scaled:
            return False
        self._group += float("0." + digits)
        self._end, self._room = at, 0.0
        return True

    def _add_fraction(self, match: re.Match[str]) -> bool:
        """Add "and a half": of one, or of the scale right before it."""
        count = _SMALL_WORDS.get(match["count"].lower(), 1)
        unit = self._last if self._scaled and self._group == 0 else 1.0
        self._group += unit * count / _PARTS[match["part"].lower()]
        self._end, self._room = match.end(), 0.0
        return True

    def _is_broken_number(self, match: re.Match[str]) -> bool:
        """Whether the words go on with a number that is no part of this one.

        A year, digits that are spelt.
        """
        if match["part"] or match["and"] or match[0].startswith("-"):
            return False
        return not self._figures and match["more"].lower() != "point"
