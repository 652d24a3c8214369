"""Cues: how often a link inside an article was right, by the rule that made it."""

from __future__ import annotations

import math
from functools import cache

from resolvers.reading.lists import own_rows

# A cue that was never measured is believed as much as a guess.
_UNKNOWN = (1, 1)
# The labelled articles hold hardly one; like a bracket behind a name, it is the text's own word.
# On 45 articles marked by hand, of our own mentions; those that are given are tied by "recent
# guess".
_BY_HAND = {"rival guess": (15, 55)}
_LIKE = {"alias": "definition", "defined term": "definition"}


# Below it a cue ties nothing: what it points at is a candidate.
FLOOR = 0.5


OPENS = "opens"  # the first mention of somebody, which is tied to nothing


@cache
def meanings() -> dict[str, str]:
    """Read what each cue says, in the order of their names."""
    return {row["cue"]: row["meaning"] for row in own_rows("cue_meanings")}


@cache
def counts() -> dict[str, tuple[int, int]]:
    """Read how often each cue was right and wrong on the labelled articles."""
    told = {row["cue"]: (int(row["right"]), int(row["wrong"])) for row in own_rows("cues")}
    return _BY_HAND | told


def counted(cue: str) -> tuple[int, int]:
    """Give how often a cue was right and wrong, one each where that was never counted."""
    return counts().get(_LIKE.get(cue, cue), _UNKNOWN)


@cache
def weight(cue: str) -> float:
    """Give log2 of the odds that a link by this cue is right, half a case added on either side."""
    right, wrong = counted(cue)
    return math.log2((right + 0.5) / (wrong + 0.5))


def probability(cue: str) -> float:
    """Give the share of links by this cue that are right."""
    return 1.0 / (1.0 + math.exp2(-weight(cue)))
