"""Rarity: what few claims hold tells more than what many hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from resolvers.coverage.terms import UNWRITTEN


class Rarity:
    """Weigh what claims hold by how few of them hold it (inverse document frequency)."""

    def __init__(self, held: Iterable[Iterable[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._total = UNWRITTEN
        for items in held:
            self._counts.update(set(items))
            self._total += 1

    def of(self, item: str) -> float:
        """Give the natural logarithm of claims over those that hold the item."""
        return math.log(self._total / (1 + self._counts[item]))
