"""Group assertions into propositions by scored pairs, and find the conflicts between groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import attrs

from provenance.identifiers import canonical_pair
from provenance.records.matching import ClaimComparison, Conflict
from resolvers.claim_matching.blocking import pairs, worthwhile
from resolvers.claim_matching.conflicts import Pair, apart, conflicts
from resolvers.claim_matching.likeness import ClaimLikeness, MatchModel, WeighedClaims
from resolvers.clusters.clustering import cluster, components
from resolvers.clusters.constraints import OPEN, Constraints

# Members of a component that are all compared; in larger ones the pairs of blocks have to do.
WHOLE = 100
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
    """Partition assertions into propositions.

    Clusters are by average link, and hold no two answers that cannot both hold.

    Args:
        likeness: the assertions, ready to be compared.
        model: the parameters.
        constraints: pairs that a person decided. Two answers that a person put together are no
            conflict.
    """
    groups, scored = _cluster_assertions(likeness, model, constraints)
    number = {member: n for n, members in enumerate(groups) for member in members}
    opposed = conflicts(likeness.items, scored, number, model)
    against = {canonical_pair(c.a, c.b) for c in opposed}
    kept = (
        p
        for p, weighed in scored.items()
        if p in against or _is_kept_comparison(p, weighed, number)
    )
    return ClaimGrouping(
        groups=groups,
        comparisons=tuple(likeness.compare(*pair, model) for pair in kept),
        conflicts=tuple(opposed),
    )


def _cluster_assertions(
    likeness: ClaimLikeness, model: MatchModel, constraints: Constraints[str]
) -> tuple[tuple[tuple[str, ...], ...], dict[Pair, WeighedClaims]]:
    """Cluster assertions by scored pairs; return the clusters, and the pairs in order."""
    constraints = constraints.named(lambda key: key if key in likeness.items else None)
    scored = _score_pairs(likeness, model, constraints.together)
    found = cluster(
        likeness.items,
        {pair: weighed.probability for pair, weighed in scored.items()},
        cut=model.cut,
        apart=constraints.apart.union(apart(scored)),
        together=constraints.together,
    )
    return tuple(c.members for c in found), scored


def _score_pairs(
    likeness: ClaimLikeness, model: MatchModel, joined: Iterable[Pair]
) -> dict[Pair, WeighedClaims]:
    """Score the pairs of blocks, and all inside the components that likely ones make.

    Args:
        likeness: the assertions.
        model: the parameters.
        joined: pairs that are of one component whatever their score.
    """
    scored = {pair: likeness.weigh(*pair, model) for pair in pairs(likeness)}
    likely = [pair for pair, weighed in scored.items() if weighed.probability >= model.cut]
    for members in components(likeness.items, [*likely, *sorted(joined)]):
        if 2 < len(members) <= WHOLE:
            missing = [pair for pair in combinations(members, 2) if pair not in scored]
            scored.update(_score_worthwhile_pairs(likeness, model, missing))
    return dict(sorted(scored.items()))


def _score_worthwhile_pairs(
    likeness: ClaimLikeness, model: MatchModel, pairs: Iterable[Pair]
) -> Iterator[tuple[Pair, WeighedClaims]]:
    """Score the pairs that are worth it."""
    for a, b in pairs:
        if worthwhile(likeness.items[a], likeness.items[b]):
            yield (a, b), likeness.weigh(a, b, model)


def _is_kept_comparison(pair: Pair, weighed: WeighedClaims, number: Mapping[str, int]) -> bool:
    """Whether a pair is of one group, or nearly one."""
    return number[pair[0]] == number[pair[1]] or weighed.probability >= TOLD
