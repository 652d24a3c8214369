"""The ledger as people correct it: decisions, what became of them, and what is worth one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Unpack

from provenance import trail
from provenance.decisions import Run, code_version
from provenance.identifiers import content_hash
from provenance.judgements import Decision
from provenance.ledger import Store

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.moments import When


class Deciding(Store):
    """Take decisions, and say what they did."""

    def decide(self, verb: str, *names: str, **details: Unpack[trail.DecisionDetails]) -> Decision:
        """Append a decision, which the next resolve carries out and every later one keeps.

        `provenance.trail.draft` says what the arguments are, and makes the same decision without
        appending it.

        Raises:
            NotFoundError: a name means nothing here, or several things.
            ValueError: the verb does not go with what is said.
        """
        decision = trail.draft(self, verb, names, **details)
        self.take_decisions([decision])
        return decision

    def take_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions made elsewhere, those that are there already aside.

        One that points at what is not here yet waits.

        Returns:
            How many are new.
        """
        given, now = list(decisions), datetime.now(UTC)
        run = Run(
            stage="decide",
            code=code_version(),
            input_digest=content_hash(*(d.key for d in given)),
            started_at=now,
            ended_at=now,
        )
        return self.add_decisions(run, given)

    def table(self, name: str, *, as_of: When | None = None) -> pa.Table:
        """Return an exported table, with the decisions that made or barred what stands in it.

        Args:
            name: which table.
            as_of: a moment as `as_of` takes it; now where it is None.

        Raises:
            LedgerError: there is no such table.
        """
        return trail.with_decisions(self.at(as_of), name, super().table(name, as_of=as_of))
