"""Which pairs blocks make, kept up to date, is what the blocks make when they are built at once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from resolvers.claim_matching.blocking import reach_of
from resolvers.incremental.claims.supports import FAR, Pair, Place, Supports, count_block

times = st.none() | st.integers(0, 40).map(lambda n: n * FAR // 14)
blocks = st.dictionaries(st.integers(0, 60), st.tuples(times, st.integers(0, 3)), max_size=60)


def places(block: dict[int, tuple[int | None, int]]) -> list[Place]:
    """Put the items of a block in order."""
    return sorted(Place.of(time, f"a{start}", start, n, n) for n, (time, start) in block.items())


def pairs(block: list[Place], *, inside: bool) -> Counter[Pair]:
    """The slow obvious twin: every item with the few before it."""
    reach = reach_of(inside=inside)
    return Counter(
        (min(x.number, y.number), max(x.number, y.number))
        for n, y in enumerate(block)
        for x in block[max(0, n - reach) : n]
        if inside or y.undated or y.published - x.published <= FAR
    )


@given(blocks, blocks, st.booleans())
def test_supports_are_those_of_the_block_built_at_once(
    before: dict[int, tuple[int | None, int]],
    update: dict[int, tuple[int | None, int]],
    inside: bool,  # noqa: FBT001
) -> None:
    """Items come, go and move; pairs of those that did not change are counted as differences."""
    gone = {n for n in before if n % 7 == 0}
    changed = gone | update.keys()
    after = {n: p for n, p in before.items() if n not in gone} | {
        n: p for n, p in update.items() if n not in gone
    }
    found = Supports()
    came = [p for p in places(after) if p.number in changed]
    count_block(found, places(before), changed, came, inside=inside)
    old, new = pairs(places(before), inside=inside), pairs(places(after), inside=inside)

    assert found.fresh == Counter({p: n for p, n in new.items() if not changed.isdisjoint(p)})
    assert {p: n for p, n in found.moved.items() if n} == {
        p: new[p] - old[p] for p in {*old, *new} if changed.isdisjoint(p) and new[p] != old[p]
    }
