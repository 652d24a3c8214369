"""Pairing: which texts share enough tokens to be compared, kept up to date as postings come, go and change.

A text is paired with texts before it that hold the same token, at most so far in time, and of those
with the first few holders only (`crowd` is false: hundreds may print one report), or with none
where there are many (a name in the news says little). So what pairs two texts depends on the texts
near them in time, and a new one changes few pairs but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from resolvers.coverage.index.base import StoryIndex


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
    if index.noted is None or index.noted[0] != texts:
        index.give_rows("cover_changed", {"text_id": "int64", "gone": "flag"}, texts)
        (times,) = index.rows("times")
        index.noted = texts, times
    low, high, latest, untimed, others_untimed = index.noted[1]
    later = others_untimed or (low is not None and latest is not None and low <= latest)
    timed = not untimed and not others_untimed
    return TextChanges(
        low=low if timed else None, high=high if timed else None, later=later, fresh=fresh
    )


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
    affected: list[int] = []
    known, unit, limits = near or rule.postings, rule.unit, {"most": rule.most, "crowd": rule.crowd}
    reach = {"low": None, "high": None, "far": rule.far}
    if change.low is not None and change.high is not None:
        reach |= {"low": change.low // unit, "high": change.high // unit}
    hit = "cover_hit"
    if change.fresh and not change.later and near:
        hit = near
    elif change.fresh:
        index.run("note_hit_fresh", **reach, postings=known)
    else:
        index.run("note_posted", postings=known)
        index.run("note_hit", **reach, postings=known)
    if change.later:
        affected = [
            n for (n,) in index.rows("affected", far=rule.far, beyond=rule.far + 1, **limits)
        ]
        if affected:
            hit = "cover_hit_again"
            index.run("note_hit_again", **reach, postings=rule.postings, affected=affected)
    asked = {
        "hit": hit,
        "beyond": rule.far + 1,
        "shared": rule.shared,
        "share": rule.share,
        "affected": affected,
    }
    return Paired(pairs=index.rows("pairs", **asked, **limits), affected=affected)
