"""Pairing: which texts share enough tokens to be compared, kept up to date as postings come, go and change.

A text is paired with texts before it that hold the same token, at most so far in time, and of those with the first few
holders only (`crowd` is false: hundreds may print one report), or with none where there are many (a name in the news says
little). So what pairs two texts depends on the texts near them in time, and a new one changes few pairs but its own.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from resolvers.coverage.index.base import Index


@attrs.frozen(kw_only=True)
class Rule:
    """Say how a table of postings pairs texts.

    Args:
        postings: the table: text_id, token, at.
        far: the most time between two texts, in the unit of `moment`; a text without a time is near to all before it.
        unit: that unit, in microseconds.
        most: how many holders before a text are paired with it.
        crowd: where there are more, none is; else the first ones are.
        shared: the least number of tokens that pair.
    """

    postings: str
    far: int
    unit: int
    most: int
    crowd: bool
    shared: int = 2


@attrs.frozen(kw_only=True)
class Change:
    """Say which texts change, so that what cannot follow from it need not be looked for.

    Args:
        low: when the first changed text was published, in microseconds; None where one of all texts has no time.
        high: when the last one was.
        later: other texts may come after changed ones in time, whose pairs may be others then.
        fresh: all changed texts are new, and none is gone.
    """

    low: int | None
    high: int | None
    later: bool
    fresh: bool


def note_changed(index: Index, changed: Iterable[int], gone: Iterable[int], *, fresh: bool = False) -> Change:
    """Let statements see the texts whose postings change, and those that are no more.

    Args:
        index: the index.
        changed: numbers of texts.
        gone: numbers of those that are no longer current.
        fresh: all changed texts are new, and none is gone.
    """
    kinds = {"text_id": "int64", "gone": "flag"}
    left = set(gone)
    index.give_rows("cover_changed", kinds, [(number, number in left) for number in sorted({*changed, *left})])
    ((low, high, latest, untimed, others_untimed),) = index.rows("times")
    later = others_untimed or (low is not None and latest is not None and low <= latest)
    timed = not untimed and not others_untimed
    return Change(low=low if timed else None, high=high if timed else None, later=later, fresh=fresh)


def pair(index: Index, rule: Rule, change: Change, near: str | None = None) -> int:
    """Find all pairs that may have changed, after the postings of texts were written; give the number of affected ones.

    `cover_changed` and `cover_was` say which texts changed and what postings they had; `cover_affected` and `cover_pair`
    are what comes out. A stored pair of a changed text, or of an affected one with one before it, that is not among
    these pairs holds no longer.

    Args:
        index: the index.
        rule: what pairs.
        change: what changed.
        near: a table of all postings of what changed texts hold, where there is one.
    """
    affected, known, unit = 0, near or rule.postings, rule.unit
    reach = {"low": None, "high": None, "far": rule.far}
    if change.low is not None and change.high is not None:
        reach |= {"low": change.low // unit, "high": change.high // unit}
    hit = "cover_hit"
    if change.fresh and not change.later and near:
        hit = near
    elif change.fresh:
        index.run("note_posted_fresh", postings=known)
        index.run("note_hit", **reach, postings=known)
    else:
        index.run("note_posted", postings=known)
        index.run("note_hit", **reach, postings=known)
    if change.later:
        index.run("note_affected", far=rule.far, beyond=rule.far + 1, most=rule.most, crowd=rule.crowd)
        ((affected,),) = index.rows("count_affected")
        if affected:
            index.run("note_hit_again", **reach, postings=rule.postings)
    else:
        index.run("note_none_affected")
    index.run("note_pairs", hit=hit, beyond=rule.far + 1, most=rule.most, crowd=rule.crowd, shared=rule.shared)
    return int(affected)
