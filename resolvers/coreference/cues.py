"""Cues: how often a link inside an article was right, by the rule that made it."""

from __future__ import annotations

import math
from functools import cache

from resolvers.lexicon.lists import own_rows

# A cue that was never measured is believed as much as a guess.
_UNKNOWN = (1, 1)
# The labelled articles hold hardly one; like a bracket behind a name, it is the text's own word.
# On 45 articles marked by hand, of our own mentions; those that are given are tied by "recent
# guess".
_BY_HAND = {"rival guess": (15, 55)}
_LIKE = {"alias": "definition", "defined term": "definition"}


# Cases of all of a cue that count in each of its two kinds.
_DRAWN = 4
# Below it a cue ties nothing: what it points at is a candidate.
FLOOR = 0.5


# Cues of what stands right beside the name: nobody named elsewhere can be meant instead.
BESIDE = frozenset({"apposition", "noun beside", "predicate", "relative pronoun", "title"})
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
    """Return how often a cue was right and wrong, one each where that was never counted."""
    return counts().get(_LIKE.get(cue, cue), _UNKNOWN)


@cache
def rival_counts() -> dict[tuple[str, bool], tuple[int, int]]:
    """Read the same of roles and nouns, by whether others of their type are named in between."""
    return {
        (row["cue"], row["rivals"] == "some"): (int(row["right"]), int(row["wrong"]))
        for row in own_rows("cue_rivals")
    }


@cache
def weight(cue: str, *, rivals: bool | None = None) -> float:
    """Return log2 of the odds that a link by this cue is right, half a case added on either side.

    Args:
        cue: its name.
        rivals: of a role or noun: whether others of its type are named between the two mentions;
            what was counted of either kind is drawn towards both, the less was counted the more.
    """
    right, wrong = counted(cue) if rivals is None else _smoothed_counts(cue, rivals=rivals)
    return math.log2((right + 0.5) / (wrong + 0.5))


def _smoothed_counts(cue: str, *, rivals: bool) -> tuple[float, float]:
    """Return what was counted of a cue with or without rivals, some cases of either kind added."""
    told = rival_counts()
    here, other = (told.get((cue, among), (0, 0)) for among in (rivals, not rivals))
    right, wrong = here[0] + other[0], here[1] + other[1]
    if cue in _BY_HAND or not right + wrong:
        return counted(cue)
    share = (right + 0.5) / (right + wrong + 1)
    return here[0] + _DRAWN * share, here[1] + _DRAWN * (1 - share)


def probability(cue: str, *, rivals: bool | None = None) -> float:
    """Return the share of links by this cue that are right."""
    return 1.0 / (1.0 + math.exp2(-weight(cue, rivals=rivals)))
