"""Scores: how often each rule was right on labelled articles."""

from __future__ import annotations

from functools import cache

from resolvers.lexicon.lists import own_rows

_UNMEASURED = 0.5
# The labelled articles have no posts, and mark pieces of answers in place of the whole ones. Each
# of these names a speaker as plainly as that.
LIKE = {"turn": "X: quote", "post": "X: quote", "answer": "quote alone, far"}


@cache
def _precision_by_rule() -> dict[str, float]:
    return {
        row["rule"]: float(row["precision"]) for row in own_rows("rules", "resolvers.attribution")
    }


def score(rule: str) -> float:
    """Return the precision that was measured for a rule."""
    return _precision_by_rule().get(LIKE.get(rule, rule), _UNMEASURED)
