"""Deciding: which texts are touched by what a person decided since the last run, or decided of them before they came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from resolvers.clusters.constraints import Constraints, Said
from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.texts import Item


def take_decided(index: StoryIndex, decided: Said) -> frozenset[str]:
    """Keep a person's pairs in place of those of the last run.

    Return the articles of pairs that are new or withdrawn.
    """
    before = set(index.rows("decided_pairs"))
    now = {
        *_decided_pair_rows("story", decided.stories),
        *_decided_pair_rows("copy", decided.copies),
    }
    if before == now:
        return frozenset()
    index.run("drop_decided")
    kinds = {"about": "string", "a": "string", "b": "string", "together": "flag"}
    index.give_rows("cover_decided", kinds, sorted(now))
    index.run("take_decided")
    return frozenset(article for _, a, b, _ in before ^ now for article in (a, b))


def _decided_pair_rows(
    about: str, constraints: Constraints[str]
) -> Iterator[tuple[str, str, str, bool]]:
    """Write pairs down as the index has them."""
    yield from ((about, a, b, True) for a, b in constraints.together)
    yield from ((about, a, b, False) for a, b in constraints.apart)


def decided_texts(
    index: StoryIndex, decided: Said, articles: Collection[str], new: Iterable[Item]
) -> set[int]:
    """Return the texts whose components may be others by what is decided.

    Args:
        index: the index.
        decided: what is decided of stories and copies.
        articles: those of pairs that are new, changed or withdrawn.
        new: texts that are new: what they are together with may be in another component yet.
    """
    changed = {item.article for item in new}
    together = decided.stories.together | decided.copies.together
    joined = {x for pair in together if not {*pair}.isdisjoint(changed) for x in pair}
    named = sorted({*articles, *joined})
    return {number for (number,) in index.rows("texts_of", articles=named)} if named else set()
