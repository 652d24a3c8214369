"""Group assertions into propositions by their scored pairs, and find the conflicts between groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import attrs

from provenance.identifiers import canonical_pair
from provenance.matching import ClaimComparison, Conflict
from resolvers.identity.clustering import cluster, components
from resolvers.identity.constraints import OPEN, Constraints
from resolvers.matching.blocking import pairs, worthwhile
from resolvers.matching.conflicts import Pair, apart, conflicts
from resolvers.matching.likeness import ClaimLikeness, MatchModel, WeighedClaims

WHOLE = 100  # members of a component that are all compared; in larger ones the pairs of blocks have to do
TOLD = 0.1  # probability from which a comparison is kept although it joined nothing: near misses


@attrs.frozen(kw_only=True)
class ClaimGrouping:
    """Hold the groups.

    Args:
        groups: the assertions of each, sorted.
        comparisons: the scored pairs inside groups, those in conflict, and near misses.
        conflicts: in order.
    """

    groups: tuple[tuple[str, ...], ...]
    comparisons: tuple[ClaimComparison, ...]
    conflicts: tuple[Conflict, ...]


def group(
    likeness: ClaimLikeness, model: MatchModel, constraints: Constraints[str] = OPEN
) -> ClaimGrouping:
    """Partition assertions into propositions: average link, and no two answers in one group that cannot both hold.

    Args:
        likeness: the assertions, ready to be compared.
        model: the parameters.
        constraints: pairs that a person decided. Two answers that a person put together are no
            conflict.
    """
    constraints = constraints.named(lambda key: key if key in likeness.items else None)
    scored = {pair: likeness.weigh(*pair, model) for pair in pairs(likeness)}
    likely = [pair for pair, c in scored.items() if c.probability >= model.cut]
    for members in components(likeness.items, [*likely, *sorted(constraints.together)]):
        missing = (p for p in combinations(members, 2) if canonical_pair(*p) not in scored)
        if 2 < len(members) <= WHOLE:
            scored.update(_weighed(likeness, model, map(_canonical, list(missing))))
    probabilities = {pair: c.probability for pair, c in sorted(scored.items())}
    parted = constraints.apart.union(apart(scored))
    found = cluster(
        likeness.items, probabilities, cut=model.cut, apart=parted, together=constraints.together
    )
    groups = tuple(c.members for c in found)
    number = {member: n for n, members in enumerate(groups) for member in members}
    opposed = conflicts(likeness.items, scored, number, model)
    against = {canonical_pair(c.a, c.b) for c in opposed}
    kept = [pair for pair, c in sorted(scored.items()) if pair in against or _told(number, pair, c)]
    return ClaimGrouping(
        groups=groups,
        comparisons=tuple(likeness.compare(*pair, model) for pair in kept),
        conflicts=tuple(opposed),
    )


def _weighed(
    likeness: ClaimLikeness, model: MatchModel, pairs: Iterable[Pair]
) -> Iterator[tuple[Pair, WeighedClaims]]:
    """Score the pairs that are worth it."""
    for a, b in pairs:
        if worthwhile(likeness.items[a], likeness.items[b]):
            yield (a, b), likeness.weigh(a, b, model)


def _canonical(pair: Pair) -> Pair:
    return canonical_pair(*pair)


def _told(number: Mapping[str, int], pair: Pair, weighed: WeighedClaims) -> bool:
    return number[pair[0]] == number[pair[1]] or weighed.probability >= TOLD
