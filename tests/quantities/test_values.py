"""Values: numbers, money, percentages and dates as the intervals that their words allow."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from provenance.records.claims import Value
from provenance.testing import texts
from resolvers.quantities.values import values_in

FRIDAY = datetime(2025, 9, 5, 9, 30, tzinfo=UTC)


def read(text: str, day: datetime | None = FRIDAY) -> list[Value]:
    """Read a whole text."""
    return values_in(text, 0, len(text), day)


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "noun"),
    [
        ("26 countries met", "26 countries", 26, 26, "country"),
        ("more than two dozen nations met", "more than two dozen nations", 25, None, "nation"),
        ("at least 40 people died", "at least 40 people", 40, None, "person"),
        ("twenty-six nations met", "twenty-six nations", 26, 26, "nation"),
        ("up to 50,000 troops", "up to 50,000 troops", 0, 50_000, "troop"),
        ("fewer than ten ships", "fewer than ten ships", 0, 9, "ship"),
        ("dozens of houses burned", "dozens of houses", 24, 99, "house"),
        ("three aid workers died", "three aid workers", 3, 3, "worker"),
        ("half a million refugees", "half a million refugees", 500_000, 500_000, "refugee"),
        ("several thousand soldiers", "several thousand soldiers", 2_000, 9_999, "soldier"),
    ],
)
def test_a_count_is_an_interval_with_what_is_counted(
    text: str, surface: str, low: float, high: float | None, noun: str
) -> None:
    """The span takes the bound, the number and the noun phrase."""
    (value,) = read(text)

    assert (value.kind, value.surface, value.low, value.high, value.noun) == (
        "number",
        surface,
        low,
        high,
        noun,
    )


def test_about_allows_a_tenth_on_either_side() -> None:
    """Rounding is not contradiction."""
    (value,) = read("about 3 million refugees")

    assert value.low == pytest.approx(2.7e6)
    assert value.high == pytest.approx(3.3e6)


@pytest.mark.parametrize(
    ("text", "kind", "low", "unit"),
    [
        ("$1.5 billion", "money", 1.5e9, "USD"),
        ("20 million euros", "money", 2e7, "EUR"),
        ("45 percent", "percentage", 45, "%"),
        ("3% more", "percentage", 3, "%"),
        ("12 km away", "number", 12, "km"),
    ],
)
def test_money_shares_and_measures_have_a_unit(text: str, kind: str, low: float, unit: str) -> None:
    """A currency by its code, a measure by its singular."""
    (value,) = read(text)

    assert (value.kind, value.low, value.high, value.unit) == (kind, low, low, unit)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Thursday", date(2025, 9, 4), date(2025, 9, 4)),
        ("next Monday", date(2025, 9, 8), date(2025, 9, 8)),
        ("yesterday", date(2025, 9, 4), date(2025, 9, 4)),
        ("last week", date(2025, 8, 25), date(2025, 8, 31)),
        ("on 4 September 2025", date(2025, 9, 4), date(2025, 9, 4)),
        ("on Sept. 4", date(2025, 9, 4), date(2025, 9, 4)),
        ("on December 30", date(2025, 12, 30), date(2025, 12, 30)),
        ("in May", date(2025, 5, 1), date(2025, 5, 31)),
        ("in 2014", date(2014, 1, 1), date(2014, 12, 31)),
    ],
)
def test_a_date_counts_from_the_day_of_the_article(text: str, first: date, last: date) -> None:
    """A day, or all days that the words allow."""
    (value,) = read(text)

    assert (value.kind, value.first_day, value.last_day) == ("date", first, last)


def test_without_a_day_only_whole_dates_are_read() -> None:
    """Nobody knows which Thursday."""
    assert [v.surface for v in read("on Thursday, on 4 September 2025", None)] == [
        "4 September 2025"
    ]


def test_what_is_no_quantity_is_left_alone() -> None:
    """Names with figures, times of day and days that no calendar has."""
    assert read("The G7 met F-16 pilots at 10:30 on 31 February 2025.") == []


@given(texts(min_size=0))
def test_values_lie_in_the_text_and_apart(text: str) -> None:
    """Every value reads what it says, and no two share a character."""
    found = read(text)

    assert all(v.span.surface(text) == v.surface for v in found)
    assert all(not a.span.overlaps(b.span) for a in found for b in found if a is not b)


@pytest.mark.parametrize(
    ("text", "surface", "first", "last"),
    [
        ("They will meet on Monday", "Monday", date(2025, 9, 8), date(2025, 9, 8)),
        ("They met on Monday", "Monday", date(2025, 9, 1), date(2025, 9, 1)),
        ("On Monday, they are to meet", "Monday", date(2025, 9, 8), date(2025, 9, 8)),
        ("On Monday, he said they will meet", "Monday", date(2025, 9, 1), date(2025, 9, 1)),
        (
            "The port that will close, he said on Monday",
            "Monday",
            date(2025, 9, 1),
            date(2025, 9, 1),
        ),
        ("They may have met on Monday", "Monday", date(2025, 9, 1), date(2025, 9, 1)),
        ("last Friday", "last Friday", date(2025, 8, 29), date(2025, 8, 29)),
        ("this Saturday", "this Saturday", date(2025, 9, 6), date(2025, 9, 6)),
        ("three days ago", "three days ago", date(2025, 9, 2), date(2025, 9, 2)),
        ("two or three days ago", "two or three days ago", date(2025, 9, 2), date(2025, 9, 3)),
        ("a week ago", "a week ago", date(2025, 8, 29), date(2025, 8, 29)),
        ("two weeks ago today", "two weeks ago today", date(2025, 8, 22), date(2025, 8, 22)),
        ("a year ago today", "a year ago today", date(2024, 9, 5), date(2024, 9, 5)),
        ("four years ago", "four years ago", date(2021, 3, 6), date(2022, 3, 7)),
        ("two days from now", "two days from now", date(2025, 9, 7), date(2025, 9, 7)),
        ("the day after tomorrow", "the day after tomorrow", date(2025, 9, 7), date(2025, 9, 7)),
        (
            "the day before yesterday",
            "the day before yesterday",
            date(2025, 9, 3),
            date(2025, 9, 3),
        ),
        ("last night", "last night", date(2025, 9, 4), date(2025, 9, 5)),
        ("9 Sept", "9 Sept", date(2025, 9, 9), date(2025, 9, 9)),
        ("on Monday, Aug. 11", "Monday, Aug. 11", date(2025, 8, 11), date(2025, 8, 11)),
        ("Sept. 3-5", "Sept. 3-5", date(2025, 9, 3), date(2025, 9, 5)),
    ],
)
def test_a_date_is_read_by_distance_and_tense(
    text: str, surface: str, first: date, last: date
) -> None:
    """All of its words are its span."""
    (value,) = read(text)

    assert (value.surface, value.first_day, value.last_day) == (surface, first, last)


def test_what_lies_before_every_calendar_is_no_date() -> None:
    """Ten billion years stay a number."""
    (value,) = read("10 billion years ago")

    assert (value.kind, value.low, value.unit) == ("number", 1e10, "year")
