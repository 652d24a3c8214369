"""Boilerplate: what publishers print again and again, which is no copying of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from resolvers.incremental.stories.base import StoryIndex
from resolvers.incremental.stories.pairing import TextChanges, note_changed
from resolvers.reuse.derivation import Printed
from resolvers.storing.tables import Row

if TYPE_CHECKING:
    import pyarrow as pa


def turn_boilerplate(
    index: StoryIndex, new: Sequence[int], gone: Sequence[int], change: TextChanges
) -> tuple[bool, TextChanges]:
    """Find what is boilerplate now and was not, or was and is not.

    Tell whether texts that are not new hold some of it, and what changes; those are paired anew.

    Args:
        index: the index.
        new: numbers of new texts.
        gone: numbers of those that are no longer current.
        change: what changes without it.
    """
    turned = index.rows("turned", gone=bool(gone))
    old = _texts_with_turned_shingles(index, turned).difference(
        new, gone
    )  # texts that stay as they are
    if old or gone:
        index.run("note_all_was", turning=sorted(old))
    if gone:
        index.run("drop_shingles", "drop_stock")
    if old:
        change = note_changed(index, old | set(new), gone)
    _set_boilerplate_aside(index, turned=bool(turned))
    return bool(old), change


def _set_boilerplate_aside(index: StoryIndex, *, turned: bool) -> None:
    """Write which shingles are boilerplate, and put those of it aside that texts hold."""
    if turned:
        index.run("drop_boilerplate", "take_boilerplate", "release_stock", "drop_released")
    ((taken,),) = index.rows("take_stock")
    if taken:
        index.run("drop_taken")
    index.run("note_kept")


def _texts_with_turned_shingles(index: StoryIndex, turned: Sequence[Row]) -> set[int]:
    """Return the texts that hold shingles that turned; statements see these."""
    if not turned:
        return set()
    index.give("cover_turned", _turned_shingles_table(turned))
    return {number for (number,) in index.rows("turned_texts")}


def _turned_shingles_table(rows: Sequence[Row]) -> pa.Table:
    import pyarrow as pa

    publishers, tokens, flags = zip(*rows, strict=True)
    columns = {
        "publisher": pa.array(publishers, pa.string()),
        "token": pa.array(tokens, pa.uint64()),
    }
    return pa.table({**columns, "boilerplate": pa.array(flags, pa.bool_())})


def boilerplate_of(index: StoryIndex, texts: Mapping[int, Printed]) -> dict[str, frozenset[int]]:
    """Return the boilerplate that texts hold, by the keys of their versions."""
    held: defaultdict[str, set[int]] = defaultdict(set)
    for number, token in index.rows("asked_stock", asked=list(texts)):
        held[texts[number].key].add(token)
    return {key: frozenset(tokens) for key, tokens in held.items()}
