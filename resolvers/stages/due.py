"""What is due: the versions that came since a reader has read all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from resolvers.stages.claiming import claims_reader

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.stages.reader import Reader

_FEW = 20  # versions that are resolved in one thread; what that gains was measured with one


@attrs.frozen
class DueVersions:
    """The versions to look at, as they are when the run begins.

    These are those after one up to which all was read before.
    """

    reader: str
    claims_reader: str
    after: int
    newest: int  # of those that are read; a reader who is away reads none

    @classmethod
    def of(cls, ledger: Store, reader: Reader) -> DueVersions:
        """Look them up."""
        from resolvers.incremental.entities import base

        who = reader.name, claims_reader(reader)
        after = base.read_upto(ledger.connection, *who)
        return cls(*who, after, after if reader.is_away else ledger.newest())

    @property
    def none(self) -> bool:
        """Whether nothing came, so that there is nothing to look for."""
        return 0 < self.newest == self.after

    def unread(self, ledger: Store, reader: Reader) -> Mapping[int, bool]:
        """Map the numbers of unread versions to whether they are current."""
        if self.none or reader.is_away:
            return {}
        superseded = reader.given is None  # a caller's mentions are of current texts
        return ledger.unread_numbers(self.reader, superseded=superseded, after=self.after)

    @property
    def few(self) -> bool:
        """Whether so little came that statements are planned longer than they run."""
        return self.newest - self.after <= _FEW
