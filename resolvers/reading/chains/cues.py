"""Cues: how often a link inside an article was right, by the rule that made it."""

from __future__ import annotations

import math
from functools import cache

from resolvers.reading.lists import own_rows

# A cue that was never measured is believed as much as a guess.
_UNKNOWN = (1, 1)
# The labelled articles hold hardly one; like a bracket behind a name, it is the text's own word.
_LIKE = {"alias": "definition", "defined term": "definition"}


@cache
def counts() -> dict[str, tuple[int, int]]:
    """Read how often each cue was right and wrong on the labelled articles."""
    return {row["cue"]: (int(row["right"]), int(row["wrong"])) for row in own_rows("cues")}


@cache
def weight(cue: str) -> float:
    """Give log2 of the odds that a link by this cue is right, half a case added on either side."""
    right, wrong = counts().get(_LIKE.get(cue, cue), _UNKNOWN)
    return math.log2((right + 0.5) / (wrong + 0.5))
