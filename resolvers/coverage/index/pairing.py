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
        most: how many holders before a text are paired with it.
        crowd: where there are more, none is; else the first ones are.
        shared: the least number of tokens that pair.
    """

    postings: str
    far: int
    most: int
    crowd: bool
    shared: int = 2


def note_changed(index: Index, changed: Iterable[int], gone: Iterable[int]) -> None:
    """Let statements see the texts whose postings change, and those that are no more."""
    kinds = {"text_id": "int64", "gone": "flag"}
    left = set(gone)
    index.give_rows("cover_changed", kinds, [(number, number in left) for number in sorted({*changed, *left})])


def pair(index: Index, rule: Rule, near: str | None = None) -> int:
    """Find all pairs that may have changed, after the postings of changed texts were written; give the number of affected texts.

    `cover_changed` and `cover_was` say which texts those are and what postings they had; `cover_affected` and `cover_pair`
    are what comes out. A stored pair of a changed text, or of an affected one with one before it, that is not among
    these pairs holds no longer.

    Args:
        index: the index.
        rule: what pairs.
        near: a table of all postings of what changed texts hold, where there is one.
    """
    known = near or rule.postings
    index.run("note_none_affected")
    index.run("note_posted", postings=known)
    ((low, high),) = index.rows("extent") or [(None, None)]
    reach = {"low": low, "high": high, "far": rule.far}
    index.run("note_hit", **reach, postings=known)
    index.run("note_order")
    ((later,),) = index.rows("count_later")
    affected = 0
    if later:
        index.run("note_affected", far=rule.far, beyond=rule.far + 1, most=rule.most, crowd=rule.crowd)
        ((affected,),) = index.rows("count_affected")
        if affected:
            index.run("note_hit", **reach, postings=rule.postings)
            index.run("note_order")
    index.run("note_pairs", beyond=rule.far + 1, most=rule.most, crowd=rule.crowd, shared=rule.shared)
    return int(affected)
