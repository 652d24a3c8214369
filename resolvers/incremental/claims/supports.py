"""Supports: how many keys pair two items, and what an insertion changes of that.

A block is the items of one key in the order of time, each paired with the few before it. So an
item that comes or goes changes pairs of its own and of the few behind it; all others keep theirs.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import NamedTuple

import attrs

from resolvers.claim_matching.blocking import DAYS, reach_of

FAR = DAYS // timedelta(microseconds=1)

Pair = tuple[int, int]


class Place(NamedTuple):
    """Say where an item stands in the order of time; what has no time comes last."""

    undated: bool
    published: int  # microseconds of the epoch
    article: str
    start: int
    tie: int
    number: int  # of the item

    @classmethod
    def of(cls, published: int | None, article: str, start: int, tie: int, number: int) -> Place:
        """Make a place."""
        return cls(published is None, published or 0, article, start, tie, number)


@attrs.define
class Supports:
    """Count what keys say of pairs.

    Args:
        fresh: pairs with an item that changed, to the number of keys that pair them now.
        moved: pairs of items that did not change, to how many keys more pair them than before.
    """

    fresh: Counter[Pair] = attrs.field(factory=Counter)
    moved: Counter[Pair] = attrs.field(factory=Counter)


def count_block(
    found: Supports,
    before: Sequence[Place],
    changed: AbstractSet[int],
    came: Sequence[Place],
    *,
    inside: bool,
) -> None:
    """Add what one block says.

    Args:
        found: what is added to.
        before: the block as it was, in order.
        changed: the numbers of all items that changed or went.
        came: where items that changed stand in the block now.
        inside: the block is one story's.
    """
    after = [place for place in before if place.number not in changed]
    for place in came:
        insort(after, place)
    if len(before) <= 1 and len(after) <= 1:
        return
    reach = reach_of(inside=inside)
    affected = _affected_items(before, after, changed, reach) | _affected_items(
        after, before, changed, reach
    )
    for pair in _pair_near_items(after, affected, reach, inside=inside):
        counts = found.moved if changed.isdisjoint(pair) else found.fresh
        counts[pair] += 1
    unchanged = filter(changed.isdisjoint, _pair_near_items(before, affected, reach, inside=inside))
    found.moved.subtract(unchanged)


def _affected_items(
    block: Sequence[Place], other: Sequence[Place], changed: Collection[int], reach: int
) -> set[int]:
    """Return the items that may have other neighbours in one state of a block than in the other."""
    here = {place.number for place in block}
    marks = [n for n, place in enumerate(block) if place.number in changed]
    marks += [bisect_left(block, place) for place in other if place.number not in here]
    return {place.number for mark in marks for place in block[mark : mark + reach + 1]}


def _pair_near_items(
    block: Sequence[Place], affected: Collection[int], reach: int, *, inside: bool
) -> Iterator[Pair]:
    """Pair affected items with the few before each, the smaller number first."""
    for position, late in enumerate(block):
        if late.number not in affected:
            continue
        for early in block[max(0, position - reach) : position]:
            if inside or late.undated or late.published - early.published <= FAR:
                a, b = early.number, late.number
                yield (a, b) if a < b else (b, a)
