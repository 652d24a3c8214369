"""The comparisons that lead from one profile to another: the way whose weakest link is strongest."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest

from provenance.trail.why_mentions import _comparison_path

Rows = Sequence[dict[str, Any]]


def compared(*pairs: str, weight: float = 3.0) -> list[dict[str, Any]]:
    """Compare profiles that are called by letters."""
    return [{"profile_a": a, "profile_b": b, "match_weight": weight} for a, b in pairs]


def drawn(seed: int) -> list[dict[str, Any]]:
    """Compare some pairs of seven profiles, many of them with the same weight."""
    draw = random.Random(seed)
    pairs = [a + b for a, b in combinations("abcdefg", 2) if draw.random() < 0.5]
    return [row for pair in pairs for row in compared(pair, weight=draw.randrange(4))]


def reached(rows: Rows, start: str, least: float) -> set[str]:
    """Return what comparisons of at least a weight connect with a profile."""
    found, before = {start}, set[str]()
    while found != before:
        before = set(found)
        for row in rows:
            ends = {row["profile_a"], row["profile_b"]}
            if row["match_weight"] >= least and ends & found:
                found |= ends
    return found


def walked(path: Rows, start: str) -> Iterator[str]:
    """Yield the profiles on a way."""
    here = start
    for row in path:
        (here,) = {row["profile_a"], row["profile_b"]} - {here}
        yield here


def test_of_two_ways_that_are_alike_the_first_is_taken() -> None:
    """Weights are the same wherever profiles have the same levels, so ways are often alike."""
    path = _comparison_path(compared("ab", "ac", "bd", "cd", "de"), "a", "e", direct=False)
    assert list(walked(path, "a")) == ["b", "d", "e"]


def test_a_direct_comparison_goes_before_a_stronger_way() -> None:
    """It is what was decided by."""
    rows = compared("ac", weight=1.0) + compared("ab", "bc")
    assert _comparison_path(rows, "a", "c", direct=False) == rows[:1]


@pytest.mark.parametrize("seed", range(40))
def test_no_other_way_has_a_stronger_weakest_link(seed: int) -> None:
    """Against the slow twin: leave out all weaker comparisons, and the end is out of reach."""
    rows = [row for row in drawn(seed) if (row["profile_a"], row["profile_b"]) != ("a", "g")]
    path = _comparison_path(rows, "a", "g", direct=False)
    if path:
        weakest = min(row["match_weight"] for row in path)
        assert list(walked(path, "a"))[-1] == "g"
        assert "g" not in reached(rows, "a", weakest + 1)
    else:
        assert "g" not in reached(rows, "a", 0)
