"""Deciding: which items are touched by what a person decided.

It was decided since the last run, or of an item before it came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from resolvers.clusters.constraints import Constraints
from resolvers.incremental.claims.base import MatchIndex


def take_decided(index: MatchIndex, constraints: Constraints[str]) -> frozenset[str]:
    """Keep a person's pairs in place of those of the last run.

    Returned are the keys of pairs that came or went.
    """
    before = set(index.rows("decided_pairs"))
    now = set(_decided_pair_rows(constraints))
    if before == now:
        return frozenset()
    index.run("drop_decided")
    index.insert("claim_matching.decided_pair", sorted(now, key=str))
    return frozenset(key for a, b, _ in before ^ now for key in (a, b))


def _decided_pair_rows(constraints: Constraints[str]) -> Iterator[tuple[str, str, bool | None]]:
    """Write pairs down as the index has them."""
    yield from ((a, b, True) for a, b in constraints.together)
    yield from ((a, b, False) for a, b in constraints.apart)
    yield from ((a, b, None) for a, b in constraints.agreeing)


def decided_items(
    index: MatchIndex,
    constraints: Constraints[str],
    decided: Collection[str],
    came: Collection[str],
) -> set[int]:
    """Return the items whose components may be others by what is decided.

    Args:
        index: the index.
        constraints: what is decided.
        decided: the keys of pairs that came or went.
        came: the keys of items that changed; what one is put together with may be in another
            component yet.
    """
    joined = {key for pair in constraints.together if not {*pair}.isdisjoint(came) for key in pair}
    named = sorted({*decided, *joined})
    return {number for (number,) in index.rows("items_by_key", keys=named)} if named else set()


def agreeing_items(index: MatchIndex, constraints: Constraints[str]) -> set[frozenset[int]]:
    """Return the pairs of items that do not conflict, as a person says."""
    if not constraints.agreeing:
        return set()
    keys = set(chain.from_iterable(constraints.agreeing))
    found = {key: number for number, key in index.rows("numbers_by_key", keys=sorted(keys))}
    pairs = ((found.get(a), found.get(b)) for a, b in constraints.agreeing)
    return {frozenset((a, b)) for a, b in pairs if a is not None and b is not None}
