"""The ledger as people correct it: decisions, what became of them, and what is worth one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from provenance import trail
from provenance.decisions import Run, code_version
from provenance.identifiers import content_hash
from provenance.judgements import Decision
from provenance.ledger import Store


class Deciding(Store):
    """Take decisions, and say what they did."""

    # dense: a decision has as many fields
    def decide(  # noqa: PLR0913
        self,
        verb: str,
        *names: str,
        by: str,
        reason: str = "",
        value: str | None = None,
        about: str | None = None,
        actor_kind: str = "person",
        evidence: Sequence[str] = (),
        supersedes: str | None = None,
        at: datetime | None = None,
    ) -> Decision:
        """Append a decision, which the next resolve carries out and every later one keeps.

        `provenance.trail.draft` says what the arguments are, and makes the same decision without
        appending it.

        Raises:
            NotFoundError: a name means nothing here, or several things.
            ValueError: the verb does not go with what is said.
        """
        decision = trail.draft(
            self,
            verb,
            names,
            by=by,
            reason=reason,
            value=value,
            about=about,
            actor_kind=actor_kind,
            evidence=evidence,
            supersedes=supersedes,
            at=at,
        )
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
