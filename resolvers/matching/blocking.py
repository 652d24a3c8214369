"""Blocking: which assertions are compared at all, in bounded blocks.

Assertions that share a key are put in the order of time, and each is paired with the few before it (sorted neighbourhood,
Hernández and Stolfo 1995). So the pairs grow with the number of assertions, whatever their keys: at most keys × neighbours
for each. A key inside one story may have more of them than one across all stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from provenance.identifiers import canonical_pair
from resolvers.matching.likeness import Likeness
from resolvers.matching.prepared import Prepared

HEAVIEST = 8  # terms of an assertion that find others
INSIDE, ACROSS = 40, 12  # neighbours by a key of one story, by one of all
DAYS = 14.0  # farther apart, a term of one story finds nothing in another
_SHARED = 0.15  # of the rarity of the shorter content: below, words and question have too little in common to be weighed


def keys_of(item: Prepared) -> Iterator[str]:
    """Give the keys of an assertion: telling terms, who speaks, what is counted and what happened to it."""
    said = item.assertion
    heaviest = sorted(item.terms, key=lambda t: (-item.terms[t], t))[:HEAVIEST]
    yield from heaviest
    if said.story is None:
        return
    yield from (f"{said.story}|{t}" for t in heaviest)
    if said.speaker is not None:
        yield f"{said.story}@{said.speaker}"
    for answer in item.answers:
        if answer.value.kind != "date":
            yield f"{said.story}#{answer.value.kind} {answer.value.unit or answer.noun}"
            yield from (f"{said.story}#{name}" for name in sorted(answer.happened))


def pairs(likeness: Likeness) -> list[tuple[str, str]]:
    """List the pairs to compare, in order."""
    holders: defaultdict[str, list[Prepared]] = defaultdict(list)
    for item in sorted(likeness.items.values(), key=lambda i: i.assertion.order):
        for key in dict.fromkeys(keys_of(item)):
            holders[key].append(item)
    found: set[tuple[str, str]] = set()
    for key, items in holders.items():
        inside = "|" in key or "@" in key or "#" in key
        reach = INSIDE if inside else ACROSS
        for place, item in enumerate(items):
            near = items[max(0, place - reach) : place]
            found.update(
                canonical_pair(other.assertion.key, item.assertion.key)
                for other in near
                if inside or _days_apart(other, item) <= DAYS
            )
    return sorted(pair for pair in found if worthwhile(likeness, *pair))


def _days_apart(one: Prepared, two: Prepared) -> float:
    a, b = one.assertion.day, two.assertion.day
    return 0.0 if a is None or b is None else abs(a - b)


def worthwhile(likeness: Likeness, a: str, b: str) -> bool:
    """Tell cheaply whether a pair can come to anything: two telling words, or one beside a noun that both count.

    A content of a single word ("troops", "such a promise") is no proposition, and what holds the other inside says more.
    """
    one, two = likeness.items[a], likeness.items[b]
    if _overlap(one, two) or "withholds" in {one.assertion.stance, two.assertion.stance}:
        return False
    if one.meaning is not None:
        return True
    mass, number = likeness.shared(one, two)
    return (number >= 2 and mass >= _SHARED * min(one.mass, two.mass)) or bool(number and _counted(one) & _counted(two))


def _overlap(one: Prepared, two: Prepared) -> bool:
    a, b = one.assertion, two.assertion
    return a.version == b.version and any(x.overlaps(y) for x, _ in a.pieces for y, _ in b.pieces)


def _counted(item: Prepared) -> set[str]:
    return {a.noun for a in item.answers if a.noun is not None}
