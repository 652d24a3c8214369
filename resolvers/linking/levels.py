"""Levels: how a feature of two profiles is graded.

A level has an id, a condition and words for people.
"""

from __future__ import annotations

import attrs

NULL = "nothing_to_compare"
PRIOR = "prior"  # the part of a weight that every pair has
OTHER = "other"  # what no level fits


@attrs.frozen
class Level:
    """Grade a pair by an SQL condition.

    Args:
        key: what models, the ledger and the rules call it; another one is another level.
        label: what people read; it may be said better at any time.
        condition: over the columns of both profiles.
        apart: two people, whatever else agrees: clustering never joins such a pair.
    """

    key: str
    label: str
    condition: str
    apart: bool = False


@attrs.frozen
class FeatureComparison:
    """Compare one feature by levels, the first that holds decides; what none fits is `OTHER`."""

    name: str
    nothing: str  # the condition under which there is nothing to compare
    levels: tuple[Level, ...]
    value: str  # the column shown to people
    qualified: bool = False  # its values are roles: role@what it belongs to

    @property
    def level_keys(self) -> tuple[str, ...]:
        """The keys of all levels with a weight, "other" last."""
        return (*(level.key for level in self.levels), OTHER)
