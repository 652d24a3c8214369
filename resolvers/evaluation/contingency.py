"""Two partitions side by side: how many mentions each gold entity shares with each found one.

Every score of a partition is a function of these counts alone, so articles can be resampled by
adding up their tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

import attrs

Labels = Mapping[Hashable, Hashable]  # mention to the entity it belongs to


@attrs.frozen
class Contingency:
    """Count the mentions that entities of two partitions share.

    >>> Contingency.of({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "y"}).missed
    Counter({'b': 1})

    Args:
        cells: gold entity and found entity to the mentions that both hold.
        missed: gold entity to its mentions that nothing was found for.
        extra: found entity to its mentions that gold does not know.
    """

    cells: Counter[tuple[Hashable, Hashable]]
    missed: Counter[Hashable]
    extra: Counter[Hashable]

    @classmethod
    def of(cls, gold: Labels, found: Labels) -> Contingency:
        """Lay two partitions side by side."""
        return cls(
            Counter(
                (entity, found[mention]) for mention, entity in gold.items() if mention in found
            ),
            Counter(entity for mention, entity in gold.items() if mention not in found),
            Counter(entity for mention, entity in found.items() if mention not in gold),
        )

    @classmethod
    def total(cls, tables: Iterable[Contingency]) -> Contingency:
        """Add tables up."""
        total = cls(Counter(), Counter(), Counter())
        for table in tables:
            total.cells.update(table.cells)
            total.missed.update(table.missed)
            total.extra.update(table.extra)
        return total

    def flipped(self) -> Contingency:
        """Swap the sides: recall of the one is precision of the other."""
        return Contingency(
            Counter({(b, a): n for (a, b), n in self.cells.items()}), self.extra, self.missed
        )

    def rows(self) -> dict[Hashable, dict[Hashable, int]]:
        """Map every gold entity to its shares; those that were missed altogether have none."""
        found: dict[Hashable, dict[Hashable, int]] = {a: {} for a in self.missed}
        for (a, b), n in self.cells.items():
            found.setdefault(a, {})[b] = n
        return found

    def sizes(self) -> Counter[Hashable]:
        """Count the mentions of every gold entity, missed ones among them."""
        sizes = Counter(self.missed)
        for (a, _), n in self.cells.items():
            sizes[a] += n
        return sizes
