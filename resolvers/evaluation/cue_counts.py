"""Cues: how often each cue inside an article is right, where articles were marked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import attrs

from resolvers.coreference import cues
from resolvers.evaluation.calibration import Calibration, calibrate
from resolvers.evaluation.gold import Entity, LabelledMention, MatchedMentions


@attrs.frozen(kw_only=True)
class CueCount:
    """Count what one cue tied.

    Args:
        cue: its name, as in the exported mentions.
        count: ties whose truth the labels tell.
        right: of these.
        said: the probability that stands beside them.
    """

    cue: str
    count: int
    right: int
    said: float


@attrs.frozen(kw_only=True)
class Ties:
    """Hold how often mentions were tied rightly inside their articles.

    Args:
        cues: one a cue, the most frequent first.
        calibration: of all ties.
        base: the Brier score of saying of every tie how many are right; what is said has to be
            below it.
    """

    cues: tuple[CueCount, ...]
    calibration: Calibration
    base: float


def count_ties(matched: MatchedMentions, found: Iterable[LabelledMention]) -> Ties:
    """Compare mentions that were tied to others of their article with labels.

    A tie is right where the label is that of most other labelled mentions of its chain.
    """
    chains: defaultdict[tuple[str, str], list[LabelledMention]] = defaultdict(list)
    for mention in found:
        chains[mention.spot[0], matched.rows[mention.spot]["chain"]].append(mention)
    points: defaultdict[str, list[bool]] = defaultdict(list)
    for chain in chains.values():
        for mention in chain:
            cue = matched.rows[mention.spot]["cue"]
            others = Counter(other.entity for other in chain if other.spot != mention.spot)
            if cue != "opens" and others:
                points[cue].append(majority_entity(others) == mention.entity)
    return _count_ties_by_cue(points)


def _count_ties_by_cue(points: dict[str, list[bool]]) -> Ties:
    counted = [
        CueCount(cue=cue, count=len(said), right=sum(said), said=cues.probability(cue))
        for cue, said in points.items()
    ]
    all_points = [(cues.probability(cue), right) for cue, said in points.items() for right in said]
    share = sum(right for _, right in all_points) / max(1, len(all_points))
    return Ties(
        cues=tuple(sorted(counted, key=lambda one: (-one.count, one.cue))),
        calibration=calibrate(all_points),
        base=share * (1.0 - share),
    )


def majority_entity(counts: Mapping[Entity, int]) -> Entity:
    """Return the entity with the most votes, of several the first by name."""
    return min(counts, key=lambda entity: (-counts[entity], entity))
