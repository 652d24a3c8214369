"""Blocking: which assertions are compared at all, in bounded blocks.

Assertions that share a key are put in the order of time, and each is paired with the few before it
(sorted neighbourhood, Hernández and Stolfo 1995). So the pairs grow with the number of assertions,
whatever their keys: at most keys × neighbours for each. A key inside one story may have more of
them than one across all stories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from provenance.identifiers import canonical_pair
from resolvers.claim_matching.answers import Answer
from resolvers.claim_matching.assertions import Assertion
from resolvers.claim_matching.contradiction import states_apart
from resolvers.claim_matching.existence import none_and_some
from resolvers.claim_matching.features import Prepared
from resolvers.claim_matching.likeness import ClaimLikeness, shared_mass

HEAVIEST = 8  # terms of an assertion that find others
INSIDE, ACROSS = 40, 12  # neighbours by a key of one story, by one of all
DAYS = timedelta(days=14)  # farther apart, a term of one story finds nothing in another
# Of the rarity of the shorter content: below, words and question have too little in common to be
# weighed.
_SHARED = 0.15


def reach_of(*, inside: bool) -> int:
    """Return how many assertions before it an assertion is paired with by a key.

    A key of one story reaches farther than one of all.
    """
    return INSIDE if inside else ACROSS


class Key(NamedTuple):
    """Name a block: a telling term of all stories, or what assertions of one story share."""

    name: str
    inside: bool  # the block is one story's

    @property
    def reach(self) -> int:
        """How many assertions before it an assertion is paired with."""
        return reach_of(inside=self.inside)


def keys_of(item: Prepared) -> list[Key]:
    """List the keys of an assertion, none twice.

    They are telling terms, who speaks, what is counted, and what happened to it.
    """
    heaviest = sorted(item.terms, key=lambda t: (-item.terms[t], t))[:HEAVIEST]
    names = dict.fromkeys(heaviest)
    inside = dict.fromkeys(_story_block_keys(item, heaviest))
    return [
        *(Key(name, inside=False) for name in names),
        *(Key(name, inside=True) for name in inside),
    ]


def _story_block_keys(item: Prepared, heaviest: Iterable[str]) -> Iterator[str]:
    said = item.assertion
    if said.story is None:
        return
    yield from (f"{said.story}|{t}" for t in heaviest)
    if said.speaker is not None:
        yield f"{said.story}@{said.speaker}"
    for answer in item.answers:
        yield from (f"{said.story}#{name}" for name in _question_keys(answer))


def _question_keys(answer: Answer) -> list[str]:
    """Name what an answer counts, and what happened to it; a date finds nothing."""
    if answer.value.kind == "date":
        return []
    return [f"{answer.value.kind} {answer.value.unit or answer.noun}", *sorted(answer.happened)]


def pairs(likeness: ClaimLikeness) -> list[tuple[str, str]]:
    """List the pairs to compare, in order."""
    items = likeness.items
    holders: defaultdict[Key, list[Prepared]] = defaultdict(list)
    for item in sorted(items.values(), key=lambda i: i.assertion.order):
        for key in keys_of(item):
            holders[key].append(item)
    found = {pair for key, block in holders.items() for pair in _pairs_of_neighbours(key, block)}
    return sorted(pair for pair in found if worthwhile(items[pair[0]], items[pair[1]]))


def _pairs_of_neighbours(key: Key, block: Sequence[Prepared]) -> Iterator[tuple[str, str]]:
    """Pair each assertion of a block with the few before it."""
    for place, item in enumerate(block):
        for other in block[max(0, place - key.reach) : place]:
            if key.inside or _is_near_in_time(other.assertion, item.assertion):
                yield canonical_pair(other.assertion.key, item.assertion.key)


def _is_near_in_time(early: Assertion, late: Assertion) -> bool:
    if early.published is None or late.published is None:
        return True
    return late.published - early.published <= DAYS


def worthwhile(one: Prepared, two: Prepared) -> bool:
    """Whether a pair can come to anything: two telling words, or one beside a noun that both count.

    A content of a single word ("troops", "such a promise") is no proposition, and what holds the
    other inside says more.
    """
    if one.meaning is None and not _has_enough_common_terms(one, two):
        return False
    silent = "withholds" in {one.assertion.stance, two.assertion.stance}
    return not silent and not _has_overlapping_pieces(one, two)


def _has_enough_common_terms(one: Prepared, two: Prepared) -> bool:
    """Whether two contents share telling words, a state, or what they count."""
    number = len(one.weights.keys() & two.weights.keys())
    if number >= 2 and shared_mass(one, two) >= _SHARED * min(one.mass, two.mass):
        return True
    if states_apart(one, two) or none_and_some(one, two):
        return True
    return (number > 0 or _has_tally_answer(one, two)) and bool(
        _counted_nouns(one) & _counted_nouns(two)
    )


def _has_tally_answer(one: Prepared, two: Prepared) -> bool:
    """Whether one says by another number what it counts: "the figure"."""
    return any(answer.tally for answer in (*one.answers, *two.answers))


def _has_overlapping_pieces(one: Prepared, two: Prepared) -> bool:
    a, b = one.assertion, two.assertion
    return a.version == b.version and any(x.overlaps(y) for x, _ in a.pieces for y, _ in b.pieces)


def _counted_nouns(item: Prepared) -> set[str]:
    return {a.noun for a in item.answers if a.noun is not None}
