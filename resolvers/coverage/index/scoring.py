"""Scoring: pairs of sketches, read from the index when they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.coverage import StoryComparison
from resolvers.coverage.index.base import StoryIndex
from resolvers.coverage.index.pairing import PostingRule, note_changed, pair
from resolvers.coverage.index.weighing import read_sketch
from resolvers.coverage.sketches import Sketch
from resolvers.coverage.stories import (
    CROWD,
    DAYS,
    SHARED,
    StoryModel,
    WeighedVersions,
    explain,
    weigh,
)

RULE = PostingRule(
    postings="coverage.key",
    far=DAYS * 86_400_000_000,
    unit=1,
    most=CROWD,
    crowd=True,
    shared=SHARED,
)
_PAIRS = 5_000  # scored at a time
_KEPT = 4_000  # sketches in memory; 100 MB
_EDGE = {
    "a": "int64",
    "b": "int64",
    "weight": "double",
    "timeless": "double",
    "probability": "double",
    "found": "flag",
}
Numbers = tuple[int, int]


class Scorer:
    """Score pairs of texts by number; a sketch that several pairs need is read once."""

    def __init__(self, index: StoryIndex, model: StoryModel) -> None:
        self._index, self._model = index, model
        self._sketches: dict[int, Sketch] = {}

    @property
    def cut(self) -> float:
        """The probability from which on a pair holds a component together, and at which stories are joined."""
        return self._model.cut

    def weigh(self, pairs: Sequence[Numbers]) -> Iterator[tuple[Numbers, WeighedVersions]]:
        """Score pairs without saying why."""
        for one, two, both in self._read(pairs):
            yield both, weigh(one, two, self._model)

    def explain(self, pairs: Sequence[Numbers]) -> Iterator[tuple[Numbers, StoryComparison]]:
        """Score pairs with their parts."""
        for one, two, both in self._read(pairs):
            yield both, explain(one, two, self._model)

    def _read(self, pairs: Sequence[Numbers]) -> Iterator[tuple[Sketch, Sketch, Numbers]]:
        for start in range(0, len(pairs), _PAIRS):
            part = pairs[start : start + _PAIRS]
            wanted = {number for both in part for number in both}
            if len(self._sketches) > _KEPT:
                self._sketches = {n: s for n, s in self._sketches.items() if n in wanted}
            unread = sorted(wanted - self._sketches.keys())
            for number, _, *row in self._index.rows("old_sketches", asked=unread) if unread else ():
                self._sketches[number] = read_sketch(*row)
            for a, b in part:
                yield self._sketches[a], self._sketches[b], (a, b)


def score_changed(
    index: StoryIndex, scorer: Scorer, changed: set[int], new: set[int], gone: Sequence[int]
) -> set[int]:
    """Pair and score what changed, and give the numbers of the texts whose component may be another.

    Args:
        index: the index; the keys of changed texts are staged.
        scorer: scores.
        changed: the texts whose sketches changed.
        new: those of them that are new.
        gone: those that are no longer current.
    """
    touched, fresh = set(changed), changed == new and not gone
    change = note_changed(index, touched, gone, fresh=fresh)
    if not fresh:
        index.run("note_was", postings=RULE.postings)
        index.run("drop_keys")
    index.run("take_keys", "clear_staged")
    paired = pair(index, RULE, change)
    pairs = paired.pairs
    if not fresh or paired.affected:
        touched.update(paired.affected)
        index.give_pairs("cover_pair", pairs)
        index.run("note_stale_edges", affected=paired.affected)
        index.run("note_scoring", "note_ended_edges")
        ended = index.rows("ended_edges")
        touched.update(
            number for a, b, probability in ended if probability >= scorer.cut for number in (a, b)
        )
        index.run("drop_edges")
        pairs = index.rows("scoring")
    for start in range(0, len(pairs), _PAIRS):
        scored = list(scorer.weigh(pairs[start : start + _PAIRS]))
        take_edges(index, scored, found=True)
        touched.update(
            number for both, w in scored if w.probability >= scorer.cut for number in both
        )
    return touched


def take_edges(
    index: StoryIndex, scored: Iterable[tuple[Numbers, WeighedVersions]], *, found: bool
) -> None:
    """Write scored pairs."""
    index.give_rows(
        "cover_edge",
        _EDGE,
        [(a, b, w.weight, w.timeless, w.probability, found) for (a, b), w in scored],
    )
    index.run("take_edges")
