"""Pairing: which texts share enough tokens to be compared, as postings come, go and change.

A text is paired with texts before it that hold the same token, at most so far in time, and of those
with the first few holders only (`crowd` is false: hundreds may print one report), or with none
where there are many (a name in the news says little). So what pairs two texts depends on the texts
near them in time, and a new one changes few pairs but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from resolvers.incremental.stories.base import StoryIndex
from resolvers.storing.tables import Row


@attrs.frozen(kw_only=True)
class PostingRule:
    """Say how a table of postings pairs texts.

    Args:
        postings: the table: text_id, token, at.
        far: the most time between two texts, in the unit of `moment`; a text without a time is near
            to all before it.
        unit: that unit, in microseconds.
        most: how many holders before a text are paired with it.
        crowd: where there are more, none is; else the first ones are.
        shared: the least number of tokens that pair.
        share: the least share of the shingles of the text that has fewer.
    """

    postings: str
    far: int
    unit: int
    most: int
    crowd: bool
    shared: int = 2
    share: float = 0

    @property
    def holders(self) -> dict[str, int]:
        """Return what limits the holders of a token, as statements ask for it."""
        return {"most": self.most, "crowd": self.crowd}

    @property
    def least(self) -> dict[str, float]:
        """Return how much has to be shared, as statements ask for it."""
        return {"shared": self.shared, "share": self.share}

    def window(self, change: TextChanges) -> dict[str, int | None]:
        """Return how far around which times postings matter, in the rule's unit; None for all."""
        if change.low is None or change.high is None:
            return {"low": None, "high": None, "far": self.far}
        low, high = change.low // self.unit, change.high // self.unit
        return {"low": low, "high": high, "far": self.far}


@attrs.frozen(kw_only=True)
class TextChanges:
    """Say which texts change, so that what cannot follow from it need not be looked for.

    Args:
        low: when the first changed text was published, in microseconds; None where one of all texts
            has no time.
        high: when the last one was.
        later: other texts may come after changed ones in time, whose pairs may be others then.
        fresh: all changed texts are new, and none is gone.
    """

    low: int | None
    high: int | None
    later: bool
    fresh: bool


@attrs.frozen(kw_only=True)
class Paired:
    """Hold the pairs that may have changed.

    Args:
        pairs: early and late text, a text's pairs one after the other.
        affected: unchanged texts that are paired otherwise with unchanged ones before them.
    """

    pairs: Sequence[tuple[int, int]]
    affected: Sequence[int]


def note_changed(
    index: StoryIndex, changed: Iterable[int], gone: Iterable[int], *, fresh: bool = False
) -> TextChanges:
    """Let statements see the texts whose postings change, and those that are no more.

    Args:
        index: the index.
        changed: numbers of texts.
        gone: numbers of those that are no longer current.
        fresh: all changed texts are new, and none is gone.
    """
    left = set(gone)
    texts = tuple((number, number in left) for number in sorted({*changed, *left}))
    low, high, latest, untimed, others_untimed = _publication_times(index, texts)
    later = others_untimed or (low is not None and latest is not None and low <= latest)
    if untimed or others_untimed:
        low = high = None
    return TextChanges(low=low, high=high, later=later, fresh=fresh)


def _publication_times(index: StoryIndex, texts: tuple[tuple[int, bool], ...]) -> Row:
    """Return when texts, and others, were published; let statements see those that change."""
    if index.noted is None or index.noted[0] != texts:
        index.give_rows("cover_changed", {"text_id": "int64", "gone": "flag"}, texts)
        (times,) = index.rows("times")
        index.noted = texts, times
    return index.noted[1]


def pair(
    index: StoryIndex, rule: PostingRule, change: TextChanges, near: str | None = None
) -> Paired:
    """Find all pairs that may have changed, after the postings of texts were written.

    `cover_changed` and `cover_was` say which texts changed and what postings they had. A stored
    pair of a changed text, or of an affected one with one before it, that is not among these pairs
    holds no longer.

    Args:
        index: the index.
        rule: what pairs.
        change: what changed.
        near: a table of all postings of what changed texts hold, where there is one.
    """
    hit = _note_hit_postings(index, rule, change, near)
    affected: list[int] = []
    if change.later:
        far = {"far": rule.far, "beyond": rule.far + 1}
        affected = [n for (n,) in index.rows("affected", **far, **rule.holders)]
    if affected:
        hit = "cover_hit_again"
        window = rule.window(change)
        index.run("note_hit_again", **window, postings=rule.postings, affected=affected)
    pairs = index.rows(
        "pairs",
        hit=hit,
        beyond=rule.far + 1,
        affected=affected,
        **rule.least,
        **rule.holders,
    )
    return Paired(pairs=pairs, affected=affected)


def _note_hit_postings(
    index: StoryIndex, rule: PostingRule, change: TextChanges, near: str | None
) -> str:
    """Note the postings, near in time, of what changed texts hold; return the table of them."""
    if change.fresh and not change.later and near:
        return near
    known, window = near or rule.postings, rule.window(change)
    if change.fresh:
        index.run("note_hit_fresh", **window, postings=known)
    else:
        index.run("note_posted", postings=known)
        index.run("note_hit", **window, postings=known)
    return "cover_hit"
