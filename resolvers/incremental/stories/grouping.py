"""Grouping: the components that were touched are grouped and given their ids.

The others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from resolvers.clusters.clustering import cluster
from resolvers.clusters.constraints import NOTHING, Said
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.identifying import Decided, decide
from resolvers.incremental.stories.reporting import origins
from resolvers.incremental.stories.scoring import Numbers, Scorer, take_edges
from resolvers.incremental.stories.telling import Stories, tell
from resolvers.incremental.stories.touched import Reached, TouchedText, TouchedTexts, read_touched
from resolvers.stories.grouping import WHOLE, whole


@attrs.frozen
class _Edges:
    """Hold scored pairs of touched texts.

    Args:
        timeless: pairs of members, and of members and others, to their weight without time.
        inner: pairs inside components to their probability.
    """

    timeless: dict[Numbers, float] = attrs.field(factory=dict)
    inner: dict[Numbers, float] = attrs.field(factory=dict)


def group(
    index: StoryIndex, scorer: Scorer, reached: Reached, *, decided: Said = NOTHING
) -> tuple[Stories, Decided]:
    """Group again by event and by reporting what is touched.

    Tell which scored pairs are evidence of it, and what was decided of origins.

    Args:
        index: the index.
        scorer: scores.
        reached: the texts that a change reaches.
        decided: pairs of articles, by the caller's ids, that a person decided.
    """
    touched = read_touched(index, reached, scorer.cut, decided)
    edges = _read_scored_edges(index, touched)
    _complete_component_edges(index, scorer, touched, edges)
    parts = _cluster_texts(touched, edges.inner, scorer.cut)
    stories = decide(index, "story", parts, touched.founded)
    told = tell(index, scorer, stories, touched, edges.timeless)

    members = touched.members
    reported = origins(members, touched.of_one_origin, touched.decided.copies, reached.copied)
    by_origin = [[members[n] for n in part] for part in reported]
    return told, decide(index, "origin", by_origin, touched.founded)


def _read_scored_edges(index: StoryIndex, touched: TouchedTexts) -> _Edges:
    """Return the scored pairs of touched texts; in large components those found by keys alone."""
    large = {n for component in touched.components if len(component) > WHOLE for n in component}
    edges = _Edges()
    for a, b, weight, probability, by_keys, inner in index.rows("placed_edges"):
        if by_keys or a not in large:
            edges.timeless[a, b] = weight
            if inner:
                edges.inner[a, b] = probability
    return edges


def _complete_component_edges(
    index: StoryIndex, scorer: Scorer, touched: TouchedTexts, edges: _Edges
) -> None:
    """Score the pairs inside components that are not scored yet."""
    scored = list(scorer.weigh(list(_unscored_pairs(touched, edges.inner))))
    if scored:
        take_edges(index, scored, found=False)
    for pair, weighed in scored:
        edges.timeless[pair] = weighed.timeless
        edges.inner[pair] = weighed.probability


def _unscored_pairs(touched: TouchedTexts, scored: Mapping[Numbers, float]) -> Iterator[Numbers]:
    """Yield the pairs inside components, large ones aside, that are not scored yet."""
    known = set(map(touched.keys, scored))
    text_of = {m.version: m for m in touched.members.values()}
    for component in touched.components:
        versions = sorted(touched.members[number].version for number in component)
        for a, b in whole(versions):
            if (a, b) not in known:
                yield _earlier_text_first(text_of[a], text_of[b])


def _earlier_text_first(one: TouchedText, two: TouchedText) -> Numbers:
    """Return two numbers, the early text's first, as pairing does."""

    def order(m: TouchedText) -> tuple[bool, int, str]:
        return (m.published is None, m.published or 0, m.version)

    return (one.number, two.number) if order(one) < order(two) else (two.number, one.number)


def _cluster_texts(
    touched: TouchedTexts, probabilities: Mapping[Numbers, float], cut: float
) -> list[list[TouchedText]]:
    """Cluster inside components, by the keys of versions."""
    text_of = {m.version: m for m in touched.members.values()}
    clusters = cluster(
        text_of,
        {touched.keys(pair): probability for pair, probability in probabilities.items()},
        cut=cut,
        apart=touched.decided.stories.apart,
        together=touched.decided.stories.must(map(touched.keys, touched.of_one_story)),
    )
    return [[text_of[version] for version in c.members] for c in clusters]
