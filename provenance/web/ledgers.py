"""Open ledgers for pages that are asked at the same time, one thread at a time each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.api import Ledger

READERS = 3  # pages of one person that are asked at once: one, a suggestion, and another


class Ledgers:
    """Lend open ledgers.

    Args:
        opened: ledgers over one file; the one that writes where decisions are taken.
    """

    def __init__(self, opened: Iterable[Ledger]) -> None:
        self._all = tuple(opened)
        self._free: SimpleQueue[Ledger] = SimpleQueue()
        for ledger in self._all:
            self._free.put(ledger)

    @contextmanager
    def one(self) -> Iterator[Ledger]:
        """Lend a ledger; wait where all are lent."""
        ledger = self._free.get()
        try:
            yield ledger
        finally:
            self._free.put(ledger)

    def close(self) -> None:
        """Close all of them."""
        for ledger in self._all:
            ledger.close()
