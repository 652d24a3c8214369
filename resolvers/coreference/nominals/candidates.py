"""What the rules of nominals share: candidates that clash, and the one mentioned last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from resolvers.coreference.groups import Group
from resolvers.coreference.references.reference import Reference

Found = tuple[str, Group]  # a cue, and the group that it points at
Rule = Callable[[list[Group], Reference], Found | None]

GIVEN = "given"  # the detector of mentions that a caller hands over
STATE_WORDS = frozenset("administration government regime authorities".split())


def clash(group: Group, reference: Reference) -> bool:
    """Whether a group and a mention are tied to different countries."""
    codes = reference.country_codes
    return bool(codes and group.country_codes and codes.isdisjoint(group.country_codes))


def latest(groups: Sequence[Group], reference: Reference) -> Group:
    """Take the group mentioned last before the reference, else the first after it."""
    start = reference.span.start
    if len(groups) == 1:
        return groups[0]

    def nearness(group: Group) -> tuple[int, int, int]:
        extents = group.extents
        return extents.last_before(start), -extents.distance(start), -extents.first[0]

    return max(groups, key=nearness)
