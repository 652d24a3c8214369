"""Telling: which scored pairs are evidence of stories, and which stories follow which.

What was told before and holds is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from provenance.identifiers import canonical_pair
from provenance.records.coverage import StoryComparison, StoryRelation
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.identifying import Decided
from resolvers.incremental.stories.scoring import Numbers, Scorer
from resolvers.incremental.stories.touched import TouchedText, TouchedTexts
from resolvers.stories.grouping import Pair, is_told, relate

_RELATED = {"story": "string", "earlier": "string"}


@attrs.frozen(kw_only=True)
class Stories:
    """Hold what changed in stories.

    Args:
        untold: comparisons that are no longer made, by the keys of their versions.
        unrelated: later and earlier story, of relations that hold no longer.
    """

    decided: Decided
    comparisons: tuple[StoryComparison, ...]
    untold: tuple[Pair, ...]
    relations: tuple[StoryRelation, ...]
    unrelated: tuple[Pair, ...]


@attrs.frozen
class _Places:
    """Say in which stories texts are.

    Args:
        version: number to the key of a version.
        story: version to story.
        begun: story to its first time of publication; those without a time are left out.
    """

    version: dict[int, str] = attrs.field(factory=dict)
    story: dict[str, str] = attrs.field(factory=dict)
    begun: dict[str, float] = attrs.field(factory=dict)

    def put(self, number: int, version: str, story: str) -> None:
        """Put a text into a story."""
        self.version[number] = version
        self.story[version] = story

    def begin(self, version: str, published: int | None) -> None:
        """Let the story of a text have begun by its publication."""
        if published is not None:
            story = self.story[version]
            self.begun[story] = min(published, self.begun.get(story, published))

    def keys(self, pair: Numbers) -> Pair:
        """Return two texts by the keys of their versions, the smaller first."""
        a, b = pair
        return canonical_pair(self.version[a], self.version[b])

    def follows(self, timeless: Mapping[Numbers, float]) -> dict[Pair, float]:
        """Relate the stories of scored pairs: later and earlier one to the highest weight."""
        weights = {self.keys(pair): weight for pair, weight in sorted(timeless.items())}
        return relate(self.story, self.begun, weights)


def tell(
    index: StoryIndex,
    scorer: Scorer,
    decided: Decided,
    touched: TouchedTexts,
    timeless: Mapping[Numbers, float],
) -> Stories:
    """Say which scored pairs are evidence, and which stories follow which.

    Args:
        index: the index.
        scorer: scores.
        decided: the ids of the touched stories.
        touched: what is touched.
        timeless: the scored pairs of members, and of members and others, to their weight without
            time.
    """
    places = _place_in_stories(index, decided, touched.members, timeless)
    follows = places.follows(timeless)
    told = {
        (min(pair), max(pair))
        for pair, weight in timeless.items()
        if is_told(places.story, places.keys(pair), weight, follows)
    }
    comparisons, untold = _compare_told_pairs(index, scorer, touched, told)
    relations, unrelated = _update_story_relations(
        index, _story_ids(decided, touched.members.values()), follows
    )
    return Stories(
        decided=decided,
        comparisons=comparisons,
        untold=untold,
        relations=relations,
        unrelated=unrelated,
    )


def _compare_told_pairs(
    index: StoryIndex, scorer: Scorer, touched: TouchedTexts, told: set[Numbers]
) -> tuple[tuple[StoryComparison, ...], tuple[Pair, ...]]:
    """Compare pairs that are told now, and keep them in place of those that were.

    Return the comparisons that are new or have changed, and the pairs of versions that are not
    told any more.
    """
    before = {(a, b) for a, b in index.rows("told", asked=touched.asked)}
    known = {pair for pair in before if touched.reached.changed.isdisjoint(pair)}
    comparisons = [comparison for _, comparison in scorer.explain(sorted(told - known))]
    comparisons.sort(key=lambda c: (c.version_a, c.version_b))
    return tuple(comparisons), _replace_told_pairs(index, before, told)


def _place_in_stories(
    index: StoryIndex,
    decided: Decided,
    members: Mapping[int, TouchedText],
    pairs: Iterable[Numbers],
) -> _Places:
    """Say in which stories members are, and others of pairs, and when these stories began."""
    places = _Places()
    for number, m in members.items():
        places.put(number, m.version, decided.identification.entity_of[m.article])
        places.begin(m.version, m.published)

    others = {number for pair in pairs for number in pair} - members.keys()
    rows = index.rows("other_stories", asked=sorted(others)) if others else ()
    for number, version, story, begun in rows:
        places.put(number, version, story)
        if begun is not None:
            places.begun[story] = begun
    return places


def _story_ids(decided: Decided, members: Iterable[TouchedText]) -> list[str]:
    """List the stories that members are in, and those that they were in."""
    now = decided.identification.entity_of.values()
    return sorted({*now, *(m.story for m in members if m.story)})


def _replace_told_pairs(
    index: StoryIndex, before: set[Numbers], told: set[Numbers]
) -> tuple[Pair, ...]:
    """Keep what is told in place of what was.

    Return the keys of the versions of what is not told any more.
    """
    ended, new = before - told, told - before
    if new:
        index.give_pairs("cover_told", new)
        index.run("take_told")
    if not ended:
        return ()
    index.give_pairs("cover_untold", ended)
    index.run("drop_told")
    asked = sorted({number for pair in ended for number in pair})
    key: dict[int, str] = dict(index.rows("version_keys", asked=asked))
    return tuple(sorted(canonical_pair(key[a], key[b]) for a, b in ended))


def _update_story_relations(
    index: StoryIndex, stories: Collection[str], follows: Mapping[Pair, float]
) -> tuple[tuple[StoryRelation, ...], tuple[Pair, ...]]:
    """Keep the relations of the touched stories.

    Return those that are new or changed, and those that hold no longer.
    """
    rows = index.rows("relations", stories=stories)
    before = {(story, earlier): weight for story, earlier, weight in rows}
    new = {pair: w for pair, w in sorted(follows.items()) if before.get(pair) != w}
    ended = sorted(before.keys() - follows.keys())
    _write_relations(index, [*ended, *sorted(new.keys() & before.keys())], new)
    made = (StoryRelation(story=one, earlier=two, weight=w) for (one, two), w in new.items())
    return tuple(made), tuple(ended)


def _write_relations(
    index: StoryIndex, dropped: Collection[Pair], new: Mapping[Pair, float]
) -> None:
    """Drop relations, and write those that are new or changed."""
    if dropped:
        index.give_rows("cover_unrelated", _RELATED, dropped)
        index.run("drop_relations")
    if new:
        rows = [(*pair, weight) for pair, weight in new.items()]
        index.give_rows("cover_related", {**_RELATED, "weight": "double"}, rows)
        index.run("take_relations")
