"""Scoring: pairs of sketches, read from the index when they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from provenance.records.coverage import StoryComparison
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.pairing import Paired, PostingRule, note_changed, pair
from resolvers.incremental.stories.weighing import read_sketch
from resolvers.stories.similarity import (
    CROWD,
    DAYS,
    SHARED,
    StoryModel,
    WeighedVersions,
    explain,
    weigh,
)
from resolvers.stories.sketches import Sketch
from resolvers.storing.tables import in_blocks

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
        """The probability at which a pair holds a component together, and stories are joined."""
        return self._model.cut

    def weigh(self, pairs: Sequence[Numbers]) -> Iterator[tuple[Numbers, WeighedVersions]]:
        """Score pairs without saying why."""
        for one, two, both in self._read_sketch_pairs(pairs):
            yield both, weigh(one, two, self._model)

    def explain(self, pairs: Sequence[Numbers]) -> Iterator[tuple[Numbers, StoryComparison]]:
        """Score pairs with their parts."""
        for one, two, both in self._read_sketch_pairs(pairs):
            yield both, explain(one, two, self._model)

    def _read_sketch_pairs(
        self, pairs: Sequence[Numbers]
    ) -> Iterator[tuple[Sketch, Sketch, Numbers]]:
        for part in in_blocks(pairs, _PAIRS):
            self._load_sketches({number for both in part for number in both})
            for a, b in part:
                yield self._sketches[a], self._sketches[b], (a, b)

    def _load_sketches(self, wanted: set[int]) -> None:
        """Read the sketches that are wanted, and drop others where they are many."""
        if len(self._sketches) > _KEPT:
            self._sketches = {n: s for n, s in self._sketches.items() if n in wanted}
        unread = sorted(wanted - self._sketches.keys())
        rows = self._index.rows("old_sketches", asked=unread) if unread else ()
        for number, _, *row in rows:
            self._sketches[number] = read_sketch(*row)


def score_changed(
    index: StoryIndex, scorer: Scorer, changed: set[int], new: set[int], gone: Sequence[int]
) -> set[int]:
    """Pair and score what changed, and return the texts whose component may be another.

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
        touched.update(paired.affected, _drop_ended_edges(index, paired, scorer.cut))
        pairs = index.rows("scoring")
    for part in in_blocks(pairs, _PAIRS):
        touched |= _score_edges(index, scorer, part)
    return touched


def _drop_ended_edges(index: StoryIndex, paired: Paired, cut: float) -> set[int]:
    """Drop the edges that hold no longer, and note which pairs are to be scored.

    Return the texts whose components they held together.
    """
    index.give_pairs("cover_pair", paired.pairs)
    index.run("note_stale_edges", affected=paired.affected)
    index.run("note_scoring", "note_ended_edges")
    rows = index.rows("ended_edges")
    index.run("drop_edges")
    return {number for *pair, probability in rows if probability >= cut for number in pair}


def _score_edges(index: StoryIndex, scorer: Scorer, pairs: Sequence[Numbers]) -> set[int]:
    """Score pairs and write them; return the texts whose components they hold together."""
    scored = list(scorer.weigh(pairs))
    take_edges(index, scored, found=True)
    likely = (pair for pair, weighed in scored if weighed.probability >= scorer.cut)
    return set(chain.from_iterable(likely))


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
