"""Items: assertions ready to be compared, loaded when they are needed and kept for a while."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from resolvers.claim_matching.features import Embed, Prepared, meanings_of
from resolvers.incremental.claims.base import MatchIndex
from resolvers.incremental.claims.loading import Loaded, load_known

_KEPT = 4_000  # beside those that are asked for; with all that is compared of them about 80 MB


class Items:
    """Return items by number; one that several pairs need is loaded once.

    Args:
        index: the index.
        embed: gives texts as vectors, where somebody gave an embedder.
    """

    def __init__(self, index: MatchIndex, embed: Embed | None = None) -> None:
        self._index, self._embed = index, embed
        self._items: dict[int, tuple[Loaded, Prepared]] = {}

    def of(self, numbers: Iterable[int]) -> dict[int, tuple[Loaded, Prepared]]:
        """Return items with what is loaded of them, by number."""
        wanted = set(numbers)
        missing = sorted(wanted - self._items.keys())
        if missing:
            loaded = load_known(self._index, missing)
            self._drop_unwanted_items(wanted)
            self._prepare_items(list(loaded.values()))
        return {number: self._items[number] for number in wanted}

    def prepared(self, numbers: Iterable[int]) -> dict[int, Prepared]:
        """Return items as they are compared, by number."""
        return {number: prepared for number, (_, prepared) in self.of(numbers).items()}

    def keep(self, items: Sequence[tuple[Loaded, Mapping[str, int]]]) -> None:
        """Keep loaded items, with what their terms lose in their stories, up to a limit."""
        for item, _ in items:
            self._items.pop(item.number, None)
        if len(self._items) <= _KEPT:
            self._prepare_items(items)

    def _prepare_items(self, items: Sequence[tuple[Loaded, Mapping[str, int]]]) -> None:
        meanings = meanings_of([item.said for item, _ in items], self._embed)
        for (item, shares), meaning in zip(items, meanings, strict=True):
            prepared = Prepared(assertion=item.said, shares=shares, meaning=meaning)
            self._items[item.number] = (item, prepared)

    def _drop_unwanted_items(self, wanted: set[int]) -> None:
        if len(self._items) > _KEPT:
            self._items = {n: item for n, item in self._items.items() if n in wanted}
