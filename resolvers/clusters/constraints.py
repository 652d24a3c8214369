"""Constraints: which pairs a person decided, and how they meet what is decided automatically.

A person's `together` outranks everything, a person's `apart` every automatic `together`, and what a
person leaves open stays as it is. Nothing is remembered here: taken away, a decision leaves the
partition that was there without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from provenance.identifiers import Key, canonical_pair

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Other = TypeVar("Other", int, str)


def _canonical_pairs(given: Iterable[tuple[Key, Key]]) -> frozenset[tuple[Key, Key]]:
    return frozenset(canonical_pair(a, b) for a, b in given if a != b)


@attrs.frozen
class Constraints(Generic[Key]):
    """Hold a person's pairs, in whatever order they were given.

    A pair says nothing of what else is like its members: who joins two groups names the pairs
    between them.

    Args:
        together: pairs that share a cluster.
        apart: pairs that do not, unless what is together joins them.
        agreeing: pairs of assertions that do not conflict, whatever their words say.
    """

    together: frozenset[tuple[Key, Key]] = attrs.field(
        default=frozenset(), converter=_canonical_pairs
    )
    apart: frozenset[tuple[Key, Key]] = attrs.field(default=frozenset(), converter=_canonical_pairs)
    agreeing: frozenset[tuple[Key, Key]] = attrs.field(
        default=frozenset(), converter=_canonical_pairs
    )

    def named(self, name: Callable[[Key], Other | None]) -> Constraints[Other]:
        """Return the pairs by other names; those one of which has none are left out.

        Args:
            name: a key to its other name, or None.
        """
        both = (
            [(name(a), name(b)) for a, b in sorted(pairs)] for pairs in (self.together, self.apart)
        )
        together, apart = (
            [(a, b) for a, b in pairs if a is not None and b is not None] for pairs in both
        )
        return Constraints(together, apart)

    def must(self, automatic: Iterable[tuple[Key, Key]]) -> frozenset[tuple[Key, Key]]:
        """Return the pairs that always share a cluster.

        They are a person's, and automatic ones that join nothing a person keeps apart.

        Automatic ones are taken in the order of their keys, so that the result depends on the sets
        alone.
        """
        kept = set(self.together)
        groups = _Groups(self.apart)
        for a, b in sorted(self.together):
            groups.join(a, b)
        for a, b in sorted(_canonical_pairs(automatic)):
            if not groups.parted(a, b):
                groups.join(a, b)
                kept.add((a, b))
        return frozenset(kept)


OPEN: Constraints[str] = Constraints()  # nothing is decided


@attrs.frozen
class Said:
    """Hold what people decided.

    Of stories and copies it is told by the ids of articles, of claims by the keys of assertions.
    """

    stories: Constraints[str] = OPEN
    copies: Constraints[str] = OPEN
    claims: Constraints[str] = OPEN


NOTHING = Said()  # decided


def decided(ledger: Store) -> Said:
    """Read what people decided of stories and claims."""
    from provenance.trail.anchored import judged, settled_articles, settled_claims

    if not ledger.records("decision_count")[0]["decisions"]:
        return Said()
    found = judged(ledger)
    stories, copies = (settled_articles(found, about) for about in ("story", "copy"))
    claims, conflicts = settled_claims(ledger, found)
    return Said(
        stories=Constraints(stories.together, stories.apart),
        copies=Constraints(copies.together, copies.apart),
        claims=Constraints(claims.together, claims.apart, conflicts.apart),
    )


class _Groups(Generic[Key]):
    """Keep which keys are joined, and which of those groups hold a pair that is kept apart."""

    def __init__(self, apart: Iterable[tuple[Key, Key]]) -> None:
        self._group: dict[Key, set[Key]] = {}
        self._far: defaultdict[Key, set[Key]] = defaultdict(set)
        for a, b in apart:
            self._far[a].add(b)
            self._far[b].add(a)

    def _group_of(self, key: Key) -> set[Key]:
        return self._group.setdefault(key, {key})

    def parted(self, a: Key, b: Key) -> bool:
        """Whether joining two keys would join a pair that is kept apart, and is not joined yet."""
        one, two = self._group_of(a), self._group_of(b)
        return one is not two and any(self._far[key] & two for key in one if key in self._far)

    def join(self, a: Key, b: Key) -> None:
        """Join the groups of two keys, the smaller into the larger."""
        large, small = sorted((self._group_of(a), self._group_of(b)), key=len, reverse=True)
        if large is not small:
            large |= small
            self._group.update(dict.fromkeys(small, large))
