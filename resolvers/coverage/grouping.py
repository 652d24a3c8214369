"""Group versions into stories by their scored pairs, and relate a story to those that it follows up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.coverage import StoryComparison
from provenance.identifiers import canonical_pair
from resolvers.coverage.stories import Likeness, StoryModel
from resolvers.identity.clustering import cluster, components

_WHOLE = 200  # members of a component that are all compared; in larger ones the pairs found by shared terms have to do
Pair = tuple[str, str]


@attrs.frozen(kw_only=True)
class Grouping:
    """Hold the stories.

    Args:
        stories: the versions of each, sorted.
        comparisons: the scored pairs inside stories, and those that relate two stories.
        follows: later and earlier story (numbers in `stories`) to the weight without what their distance in time says.
    """

    stories: tuple[tuple[str, ...], ...]
    comparisons: tuple[StoryComparison, ...]
    follows: Mapping[tuple[int, int], float]


def group(likeness: Likeness, model: StoryModel, together: Iterable[Pair] = ()) -> Grouping:
    """Partition versions into stories.

    Args:
        likeness: the versions, ready to be compared.
        model: the parameters.
        together: pairs of one reporting, which are one story whatever their words say.
    """
    tied = frozenset(canonical_pair(a, b) for a, b in together)
    scored = {pair: likeness.compare(*pair, model) for pair in likeness.pairs()}
    likely = [pair for pair, c in scored.items() if c.match_probability >= model.cut]
    # Articles of one component that share no heavy term are no unknowns: compared, they keep a chain of bridges apart.
    for members in components(likeness.texts, [*likely, *sorted(tied)]):
        if len(members) <= _WHOLE:
            pairs = ((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
            scored.update({pair: likeness.compare(*pair, model) for pair in pairs if pair not in scored})
    probabilities = {pair: c.match_probability for pair, c in sorted(scored.items())}
    found = cluster(likeness.texts, probabilities, cut=model.cut, together=tied)
    stories = tuple(c.members for c in found)
    number = {member: i for i, members in enumerate(stories) for member in members}
    follows = _follows(likeness, stories, number, scored.values())
    kept = [
        c for _, c in sorted(scored.items()) if number[c.version_a] == number[c.version_b] or _related(number, c, follows)
    ]
    return Grouping(stories=stories, comparisons=tuple(kept), follows=follows)


def _related(number: Mapping[str, int], comparison: StoryComparison, follows: Mapping[tuple[int, int], float]) -> bool:
    a, b = number[comparison.version_a], number[comparison.version_b]
    weight = max(follows.get((a, b), 0.0), follows.get((b, a), 0.0))
    return 0 < weight <= timeless(comparison)


def timeless(comparison: StoryComparison) -> float:
    """Give a match weight without the part of time: what it would be on one day."""
    return comparison.match_weight - sum(p.weight for p in comparison.parts if p.feature == "time")


def _follows(
    likeness: Likeness,
    stories: Sequence[Sequence[str]],
    number: Mapping[str, int],
    comparisons: Iterable[StoryComparison],
) -> dict[tuple[int, int], float]:
    """Relate stories whose articles would be one story had they been printed on one day."""
    begun = [min((t for m in members if (t := likeness.texts[m].day) is not None), default=None) for members in stories]
    pairs: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for c in comparisons:
        a, b = number[c.version_a], number[c.version_b]
        day_a, day_b = begun[a], begun[b]
        if a == b or day_a is None or day_b is None or day_a == day_b:
            continue
        pairs[(b, a) if day_b > day_a else (a, b)].append(timeless(c))
    return {pair: max(weights) for pair, weights in sorted(pairs.items()) if max(weights) > 0}
