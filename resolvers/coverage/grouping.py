"""Group versions into stories by their scored pairs, and relate a story to those that it follows up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from provenance.coverage import StoryComparison
from provenance.identifiers import canonical_pair
from resolvers.coverage.stories import Likeness, StoryModel, Weighed
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
    scored = {pair: likeness.weigh(*pair, model) for pair in likeness.pairs()}
    likely = [pair for pair, c in scored.items() if c.probability >= model.cut]
    # Articles of one component that share no heavy term are no unknowns: compared, they keep a chain of bridges apart.
    for members in components(likeness.texts, [*likely, *sorted(tied)]):
        if len(members) <= _WHOLE:
            pairs = ((a, b) for i, a in enumerate(members) for b in members[i + 1 :])
            scored.update({pair: likeness.weigh(*pair, model) for pair in pairs if pair not in scored})
    probabilities = {pair: c.probability for pair, c in sorted(scored.items())}
    found = cluster(likeness.texts, probabilities, cut=model.cut, together=tied)
    stories = tuple(c.members for c in found)
    number = {member: i for i, members in enumerate(stories) for member in members}
    follows = _follows(likeness, stories, number, scored)
    kept = [pair for pair, c in sorted(scored.items()) if _told(number, pair, c, follows)]
    comparisons = tuple(likeness.compare(*pair, model) for pair in kept)
    return Grouping(stories=stories, comparisons=comparisons, follows=follows)


def _told(number: Mapping[str, int], pair: Pair, weighed: Weighed, follows: Mapping[tuple[int, int], float]) -> bool:
    """Tell whether a pair is evidence: it lies in one story, or it relates two."""
    a, b = (number[version] for version in pair)
    weight = max(follows.get((a, b), 0.0), follows.get((b, a), 0.0))
    return a == b or 0 < weight <= weighed.timeless


def _follows(
    likeness: Likeness,
    stories: Sequence[Sequence[str]],
    number: Mapping[str, int],
    scored: Mapping[Pair, Weighed],
) -> dict[tuple[int, int], float]:
    """Relate stories whose articles would be one story had they been printed on one day."""
    begun = [min((t for m in members if (t := likeness.texts[m].day) is not None), default=None) for members in stories]
    pairs: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for pair, weighed in scored.items():
        a, b = (number[version] for version in pair)
        day_a, day_b = begun[a], begun[b]
        if a == b or day_a is None or day_b is None or day_a == day_b:
            continue
        pairs[(b, a) if day_b > day_a else (a, b)].append(weighed.timeless)
    return {pair: max(weights) for pair, weights in sorted(pairs.items()) if max(weights) > 0}
