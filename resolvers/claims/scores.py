"""Scores: how often each rule was right on labelled articles."""

from __future__ import annotations

from functools import cache

from resolvers.reading.lists import own_rows

_UNMEASURED = 0.5


@cache
def _table() -> dict[str, float]:
    return {row["rule"]: float(row["precision"]) for row in own_rows("rules", "resolvers.claims")}


def score(rule: str) -> float:
    """Give the precision that was measured for a rule."""
    return _table().get(rule, _UNMEASURED)
