"""Group versions into stories by scored pairs, and relate a story to those that it follows up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from provenance.identifiers import canonical_pair
from provenance.records.coverage import StoryComparison
from resolvers.clusters.clustering import cluster, components
from resolvers.clusters.constraints import OPEN, Constraints
from resolvers.stories.similarity import StoryLikeness, StoryModel, WeighedVersions

# Members of a component that are all compared; in larger ones the pairs found by shared keys have
# to do.
WHOLE = 200
Pair = tuple[str, str]
Story = TypeVar("Story", int, str)


@attrs.frozen(kw_only=True)
class StoryGrouping:
    """Hold the stories.

    Args:
        stories: the versions of each, sorted.
        comparisons: the scored pairs inside stories, and those that relate two stories.
        follows: later and earlier story (numbers in `stories`) to the weight without what their
            distance in time says.
    """

    stories: tuple[tuple[str, ...], ...]
    comparisons: tuple[StoryComparison, ...]
    follows: Mapping[tuple[int, int], float]


def group(
    likeness: StoryLikeness,
    model: StoryModel,
    copied: Iterable[Pair] = (),
    constraints: Constraints[str] = OPEN,
) -> StoryGrouping:
    """Partition versions into stories.

    What a ledger keeps of them (`resolvers.incremental.stories`) is partitioned alike.

    Args:
        likeness: the versions, ready to be compared.
        model: the parameters.
        copied: pairs of one reporting, which are one story whatever their words say.
        constraints: pairs that a person decided, whatever words and copying say.
    """
    stories, scored = _cluster_versions(likeness, model, copied, constraints)
    number = {member: i for i, members in enumerate(stories) for member in members}
    timeless = {pair: weighed.timeless for pair, weighed in scored.items()}
    follows = relate(number, _story_beginnings(likeness, stories), timeless)
    kept = (pair for pair, weight in timeless.items() if is_told(number, pair, weight, follows))
    comparisons = tuple(likeness.explain(*pair, model) for pair in kept)
    return StoryGrouping(stories=stories, comparisons=comparisons, follows=follows)


def _cluster_versions(
    likeness: StoryLikeness,
    model: StoryModel,
    copied: Iterable[Pair],
    constraints: Constraints[str],
) -> tuple[tuple[tuple[str, ...], ...], dict[Pair, WeighedVersions]]:
    """Cluster versions by scored pairs; return the clusters, and the pairs in order."""
    constraints = constraints.named(lambda version: version if version in likeness.texts else None)
    copied = {canonical_pair(a, b) for a, b in copied}
    scored = _score_version_pairs(likeness, model, copied | constraints.together)
    found = cluster(
        likeness.texts,
        {pair: weighed.probability for pair, weighed in scored.items()},
        cut=model.cut,
        apart=constraints.apart,
        together=constraints.must(copied),
    )
    return tuple(c.members for c in found), scored


def _score_version_pairs(
    likeness: StoryLikeness, model: StoryModel, joined: Iterable[Pair]
) -> dict[Pair, WeighedVersions]:
    """Score the pairs that share keys, and all inside the components that likely ones make.

    Args:
        likeness: the versions.
        model: the parameters.
        joined: pairs that are of one component whatever their score.
    """
    scored = {pair: likeness.weigh(*pair, model) for pair in likeness.pairs()}
    likely = [pair for pair, weighed in scored.items() if weighed.probability >= model.cut]
    for members in components(likeness.texts, [*likely, *sorted(joined)]):
        missing = [pair for pair in whole(members) if pair not in scored]
        scored |= {pair: likeness.weigh(*pair, model) for pair in missing}
    return dict(sorted(scored.items()))


def _story_beginnings(
    likeness: StoryLikeness, stories: Sequence[Sequence[str]]
) -> dict[int, float]:
    """Return when stories began, by number; those without a time are left out."""
    begun: dict[int, float] = {}
    for number, members in enumerate(stories):
        days = [day for m in members if (day := likeness.texts[m].day) is not None]
        if days:
            begun[number] = min(days)
    return begun


def whole(members: Sequence[str]) -> Iterator[Pair]:
    """Yield all pairs of a component, unless it is large.

    Articles of one component that share no heavy term are no unknowns: compared, they keep a chain
    of bridges apart.
    """
    if len(members) <= WHOLE:
        yield from ((a, b) for i, a in enumerate(members) for b in members[i + 1 :])


def relate(
    story: Mapping[str, Story], begun: Mapping[Story, float], timeless: Mapping[Pair, float]
) -> dict[tuple[Story, Story], float]:
    """Relate stories whose articles would be one story had they been printed on one day.

    Args:
        story: version to story.
        begun: story to its first time of publication; those without a time are left out.
        timeless: scored pairs to their match weight without the part of time.

    Returns:
        Later and earlier story to the highest weight.
    """
    pairs: defaultdict[tuple[Story, Story], list[float]] = defaultdict(list)
    for (a, b), weight in timeless.items():
        both = _later_story_first(story[a], story[b], begun)
        if both is not None:
            pairs[both].append(weight)
    highest = {both: max(weights) for both, weights in sorted(pairs.items())}
    return {both: weight for both, weight in highest.items() if weight > 0}


def _later_story_first(
    one: Story, two: Story, begun: Mapping[Story, float]
) -> tuple[Story, Story] | None:
    """Return two stories, the later first; None where neither is known to be."""
    if one == two or one not in begun or two not in begun or begun[one] == begun[two]:
        return None
    return (two, one) if begun[two] > begun[one] else (one, two)


def is_told(
    story: Mapping[str, Story],
    pair: Pair,
    timeless: float,
    follows: Mapping[tuple[Story, Story], float],
) -> bool:
    """Whether a scored pair is evidence: it lies in one story, or it relates two."""
    a, b = (story[version] for version in pair)
    weight = max(follows.get((a, b), 0.0), follows.get((b, a), 0.0))
    return a == b or 0 < weight <= timeless
