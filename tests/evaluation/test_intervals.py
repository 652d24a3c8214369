"""Error bars come from articles, and calibration from what turned out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.evaluation.calibration import calibrate
from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.intervals import intervals
from resolvers.evaluation.report import figures

articles = st.lists(
    st.dictionaries(
        st.integers(0, 6), st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1
    ),
    min_size=4,
    max_size=8,
)
points = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30)


def tables(rows):
    """Lay the two partitions of each article side by side."""
    return [
        Contingency.of(
            {(i, m): g for m, (g, _) in row.items()}, {(i, m): f for m, (_, f) in row.items()}
        )
        for i, row in enumerate(rows)
    ]


@given(rows=articles, seed=st.integers(0, 9))
def test_an_interval_holds_its_figure_and_is_drawn_by_its_seed(rows, seed):
    """The figure lies inside, the bounds are shares, and the same seed gives the same bounds."""
    point = figures(Contingency.total(tables(rows)))
    found = intervals(tables(rows), figures, resamples=9, seed=seed)

    assert all(
        0 <= low <= point[name] + 1e-12 and point[name] - 1e-12 <= high <= 1
        for name, (low, high) in found.items()
    )
    assert found == intervals(tables(rows), figures, resamples=9, seed=seed)
    assert set(found) == set(point)


@given(rows=articles)
def test_tables_of_articles_add_up_to_the_table_of_all(rows):
    """Counting article by article loses nothing."""
    gold = {(i, m): g for i, row in enumerate(rows) for m, (g, _) in row.items()}
    found = {(i, m): f for i, row in enumerate(rows) for m, (_, f) in row.items()}

    assert Contingency.total(tables(rows)) == Contingency.of(gold, found)


def test_three_articles_tell_no_error():
    """Of so few no spread can be told."""
    assert intervals(tables([{0: ("a", "x")}] * 3), figures) == {}


def test_articles_that_are_alike_leave_no_doubt():
    """Every half says the same."""
    alike = tables([{0: ("a", "x"), 1: ("b", "y")}] * 6)

    assert intervals(alike, figures)["b3 precision"] == (1.0, 1.0)


@given(points=points)
def test_the_calibration_error_is_the_gap_bin_by_bin(points):
    """Against the same said slowly."""
    found = calibrate(points)
    gap = 0.0
    for number in range(10):
        inside = [(p, same) for p, same in points if min(9, int(p * 10)) == number]
        gap += abs(sum(p for p, _ in inside) - sum(same for _, same in inside))

    assert found.error == pytest.approx(gap / max(1, len(points)))
    assert sum(b.count for b in found.bins) == found.count == len(points)


def test_what_is_said_with_little_can_be_left_out():
    """Two of three points lie above .02."""
    found = calibrate([(0.02, False), (0.5, True), (0.9, True)], above=0.02)

    assert (found.count, found.error) == (2, pytest.approx((0.5 + 0.1) / 2))
