"""Deciding: which texts are touched by what a person decided since the last run, or decided of them before they came."""

from __future__ import annotations

from collections.abc import Collection

from resolvers.coverage.index.base import Index
from resolvers.identity.constraints import Constraints


def take_decided(index: Index, constraints: Constraints[str]) -> frozenset[str]:
    """Keep a person's pairs in place of those of the last run; give the articles of pairs that are new or withdrawn."""
    before = set(index.rows("decided_pairs"))
    now = {(a, b, True) for a, b in constraints.together} | {
        (a, b, False) for a, b in constraints.apart
    }
    if before == now:
        return frozenset()
    index.run("drop_decided")
    index.give_rows(
        "cover_decided", {"a": "string", "b": "string", "together": "flag"}, sorted(now)
    )
    index.run("take_decided")
    return frozenset(article for a, b, _ in before ^ now for article in (a, b))


def decided_texts(
    index: Index, constraints: Constraints[str], articles: Collection[str], changed: Collection[str]
) -> set[int]:
    """Give the texts whose components may be others by what is decided.

    Args:
        index: the index.
        constraints: what is decided.
        articles: those of pairs that are new, changed or withdrawn.
        changed: articles that are new, or have a new text: what they are together with may be in another component yet.
    """
    named = {
        *articles,
        *(x for pair in constraints.together if not {*pair}.isdisjoint(changed) for x in pair),
    }
    return (
        {number for (number,) in index.rows("texts_of", articles=sorted(named))} if named else set()
    )
