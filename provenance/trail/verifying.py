"""Whether a ledger holds what it says."""

from __future__ import annotations

import attrs

from provenance.trail.answers import AnswerRecord


@attrs.frozen(kw_only=True, repr=False)
class Verification(AnswerRecord):
    """Tell what of a ledger does not hold.

    Args:
        problems: one sentence each; none is the right answer.
    """

    ledger: str
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every span resolves, every weight is its sum, and every row is as it was appended."""
        return not self.problems
