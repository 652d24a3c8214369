"""Quantities: the longest one is read, or none, and what is written from a number is read as that number."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.records.claims import Value
from resolvers.quantities.values import values_in

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = [(10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")]
INDIAN = [(10**7, "crore"), (10**5, "lakh"), (1000, "thousand")]
NUMBERS = st.integers(2, 10**15 - 1) | st.integers(2, 10**4)
BLANKS = (" ", "\u00a0", "\u2009", "\u202f")


def read(text: str) -> list[Value]:
    """Read a whole text."""
    return values_in(text, 0, len(text), datetime(2025, 9, 5, tzinfo=UTC))


def in_words(number: int, scales: list[tuple[int, str]], link: str) -> str:
    """Write a number in words: "two thousand and six"."""
    for scale, name in [*scales, (100, "hundred")]:
        if number >= scale:
            front, rest = divmod(number, scale)
            lead = f"{in_words(front, scales, link)} {name}"
            if not rest:
                return lead
            joint = link if rest < 100 else " "
            return f"{lead}{joint}{in_words(rest, scales, link)}"
    if number < len(UNITS):
        return UNITS[number]
    tens, unit = divmod(number, 10)
    return TENS[tens - 2] + (f"-{UNITS[unit]}" if unit else "")


def indian(number: int) -> str:
    """Group the digits as in India: 1,50,000."""
    head, tail = divmod(number, 1000)
    if not head:
        return str(number)
    groups = [f"{tail:03d}"]
    while head >= 100:
        head, pair = divmod(head, 100)
        groups.append(f"{pair:02d}")
    return ",".join([str(head), *reversed(groups)])


@given(NUMBERS, st.sampled_from([" and ", " "]), st.sampled_from([SCALES, INDIAN[1:], SCALES[2:]]))
def test_a_number_in_words_is_read_as_that_number(
    number: int, link: str, scales: list[tuple[int, str]]
) -> None:
    """With "and" or without, by thousands or by lakhs."""
    number %= 1000 * scales[0][0]
    text = f"{in_words(number + 2, scales, link)} houses burned"
    (value,) = read(text)

    assert (value.low, value.high, value.noun) == (number + 2, number + 2, "house")
    assert value.surface == text.removesuffix(" burned")


@given(NUMBERS, st.sampled_from([",", ".", *BLANKS]))
def test_a_number_in_groups_is_read_as_that_number(number: int, separator: str) -> None:
    """Commas, points or blanks; a single point is a decimal one."""
    groups = f"{number:,}".split(",")
    text = separator.join(groups)
    expected = float(text) if separator == "." and len(groups) == 2 else number
    (value,) = read(f"{text} houses burned")

    assert (value.low, value.high, value.surface) == (expected, expected, f"{text} houses")


@given(NUMBERS)
def test_indian_commas_are_read(number: int) -> None:
    """Pairs of digits before the last three."""
    (value,) = read(f"{indian(number)} houses burned")

    assert (value.low, value.surface) == (number, f"{indian(number)} houses")


@given(st.integers(1, 9999), st.sampled_from(["tn", "bn", "m", " million", " trillion", " crore"]))
def test_a_scale_is_never_cut_off(tenths: int, scale: str) -> None:
    """All of "£1.5tn" is read, and never £1.5."""
    factor = {"tn": 1e12, "bn": 1e9, "m": 1e6, "million": 1e6, "trillion": 1e12, "crore": 1e7}
    text = f"£{tenths / 10}{scale}"
    (value,) = read(f"They owe {text} to banks")

    assert (value.surface, value.unit) == (text, "GBP")
    assert value.low == value.high == pytest.approx(tenths / 10 * factor[scale.strip()])


@given(NUMBERS, NUMBERS, st.sampled_from(["{} to {}", "{}-{}", "{}–{}", "between {} and {}"]))
def test_a_range_is_one_quantity(a: int, b: int, form: str) -> None:
    """From the lower to the higher number."""
    low, high = sorted((a, b + 10**15))
    text = form.format(f"{low:,}", f"{high:,}")
    (value,) = read(f"they counted {text} birds")

    assert (value.low, value.high, value.surface) == (low, high, f"{text} birds")


@pytest.mark.parametrize(
    ("text", "surface", "low", "high"),
    [
        ("two and a half years", "two and a half years", 2.5, 2.5),
        ("2½ miles", "2½ miles", 2.5, 2.5),
        ("half a century", "half a century", 0.5, 0.5),
        ("a quarter of a million birds", "a quarter of a million birds", 2.5e5, 2.5e5),
        ("half-million birds", "half-million birds", 5e5, 5e5),
        ("a million and a half birds", "a million and a half birds", 1.5e6, 1.5e6),
        ("a couple of hundred sheep", "a couple of hundred", 180, 299),
        ("tens of thousands of birds", "tens of thousands of birds", 20_000, 99_999),
        ("hundreds of millions of birds", "hundreds of millions of birds", 2e8, 2e9 - 1),
        ("twenty-four hundred and five birds", "twenty-four hundred and five birds", 2405, 2405),
        ("two or three birds", "two or three birds", 2, 3),
        ("1.5 lakh crore birds", "1.5 lakh crore birds", 1.5e12, 1.5e12),
        ("3.5 m birds", "3.5 m birds", 3.5e6, 3.5e6),
        ("as many as 30 birds", "as many as 30 birds", 0, 30),
        ("not more than 30 birds", "not more than 30 birds", 0, 30),
        ("not fewer than 30 birds", "not fewer than 30 birds", 30, None),
        ("in excess of 30 birds", "in excess of 30 birds", 31, None),
        ("30 or more birds", "30 or more birds", 30, None),
        ("30+ birds", "30+ birds", 30, None),
        ("30 or so birds", "30 or so birds", 27, 33),
        ("just under 30 birds", "just under 30 birds", 27, 30),
        ("one sailor or one woman", "one woman", 1, 1),
    ],
)
def test_the_longest_quantity_is_read(
    text: str, surface: str, low: float, high: float | None
) -> None:
    """Fractions, loose numbers and bounds before and behind."""
    value = read(text)[-1]

    assert value.surface == surface
    assert value.low == pytest.approx(low)
    assert value.high == (None if high is None else pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "unit"),
    [
        ("a third of farms", "a third", 33, 34, "%"),
        ("two-thirds of farms", "two-thirds", 66, 67, "%"),
        ("nearly half of farms", "nearly half", 45, 50, "%"),
        ("one in five farms", "one in five", 20, 20, "%"),
        ("two in three farms", "two in three", 200 / 3, 200 / 3, "%"),
        ("nine out of ten farms", "nine out of ten", 90, 90, "%"),
        ("zero point two percent", "zero point two percent", 0.2, 0.2, "%"),
        ("7,5 percent", "7,5 percent", 7.5, 7.5, "%"),
        ("a quarter of a percent", "a quarter of a percent", 0.25, 0.25, "%"),
        ("5 to 7 pct", "5 to 7 pct", 5, 7, "%"),
        ("4 percentage points", "4 percentage points", 4, 4, "percentage point"),
        ("25 basis points", "25 basis points", 0.25, 0.25, "percentage point"),
        ("A$5 million", "A$5 million", 5e6, 5e6, "AUD"),
        ("HK$3bn", "HK$3bn", 3e9, 3e9, "HKD"),
        ("Rs. 200 crore", "Rs. 200 crore", 2e9, 2e9, "INR"),
        ("₹5,00,000", "₹5,00,000", 5e5, 5e5, "INR"),
        ("$10-12 million", "$10-12 million", 1e7, 1.2e7, "USD"),
        ("tens of millions of euros", "tens of millions of euros", 2e7, 1e8 - 1, "EUR"),
        ("30 million Canadian dollars", "30 million Canadian dollars", 3e7, 3e7, "CAD"),
    ],
)
def test_shares_and_sums_have_a_unit(
    text: str, surface: str, low: float, high: float, unit: str
) -> None:
    """Percentage points are not percent of the thing."""
    (value,) = read(text)

    assert (value.surface, value.unit) == (surface, unit)
    assert (value.low, value.high) == (pytest.approx(low), pytest.approx(high))


WORDS = st.sampled_from(
    "a an half two ten hundred thousand lakh million dozens of and or to between from - – 1 2,000 "
    "3.5 1/2 ½ $ £ Rs % percent points point no one nobody was not more than single about up some "
    "ago last days year Friday May 5 2014 today night people third thirds in out birds + \u00a0".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "", "-"]))
def test_values_of_any_words_lie_in_the_text_and_apart(words: list[str], gap: str) -> None:
    """Every value reads what it says, no two share a character, and none ends before it begins."""
    text = gap.join(words)
    found = read(text)

    assert all(v.span.surface(text) == v.surface and v.surface for v in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(v.high is None or v.low is None or v.low <= v.high for v in found)


@pytest.mark.parametrize(
    "text",
    [
        "no one was hurt",
        "nobody died",
        "no houses were lost",
        "not a single sheep was lost",
        "the storm hurt no one.",
    ],
)
def test_none_is_a_count(text: str) -> None:
    """It is zero of them."""
    (value,) = read(text)

    assert (value.low, value.high) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "It bows to no one.",
        "Nobody is speaking to them",
        "not one I wanted",
        "one of them",
        "I’m with him",
        "the 1990s, the 21st and the 5th",
        "nineteen eighty-four",
        "a 6-3 ruling of 2010-2014",
        "No. 14-98",
        "the second half of July",
        "12,5,7",
        "24/7 at 5:30",
    ],
)
def test_no_value_is_better_than_a_part_of_one(text: str) -> None:
    """Names, scores, years, ordinals and pronouns count nothing."""
    assert read(text) == []


def test_a_change_is_two_values_and_no_range() -> None:
    """It rose from one to the other; "ranging from" is a range."""
    assert [v.surface for v in read("it rose from 10 to 12 percent")] == ["10", "12 percent"]
    assert [v.surface for v in read("ranging from 10 to 12 percent")] == ["10 to 12 percent"]
