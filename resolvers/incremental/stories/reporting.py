"""Reporting: touched texts are grouped by the reporting that they go back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from resolvers.clusters.clustering import components
from resolvers.clusters.constraints import Constraints

if TYPE_CHECKING:
    from resolvers.incremental.stories.touched import TouchedText

_Pairs = Sequence[tuple[int, int]]


def origins(
    members: Mapping[int, TouchedText],
    same: _Pairs,
    copies: Constraints[str],
    copied: AbstractSet[int],
) -> list[list[int]]:
    """Group texts by reporting, those alone whose origin may be another.

    What was one origin is in one component of stories, since what ties an origin ties a story, too.

    Args:
        members: the texts of the touched components.
        same: pairs of them that go back to one reporting by copying.
        copies: pairs that a person decided, by the keys of their versions.
        copied: texts whose origin may be another.
    """
    number_of = {m.version: n for n, m in members.items()}
    said = _pairs_by_number([*copies.together, *copies.apart], number_of)
    asked = _texts_to_regroup(members, [*same, *said] if said else (), copied)
    inside = ((members[a].version, members[b].version) for a, b in _pairs_within(asked, same))
    kept = _pairs_by_number(sorted(copies.must(inside)), number_of)
    return components(asked, _pairs_within(asked, kept))


def _pairs_within(texts: AbstractSet[int], pairs: _Pairs) -> list[tuple[int, int]]:
    """Return the pairs of which both are among some texts."""
    return [(a, b) for a, b in pairs if a in texts and b in texts]


def _texts_to_regroup(
    members: Mapping[int, TouchedText], joined: _Pairs, copied: AbstractSet[int]
) -> set[int]:
    """Return the texts whose origin may be another, with all that hangs together with them.

    Args:
        members: all texts.
        joined: the pairs by which they hang together, where a person decided any: what that parts
            depends on all that copies join.
        copied: texts whose origin may be another.
    """
    near = {members[n].origin for n in copied & members.keys()} - {None}
    asked = {n for n, m in members.items() if n in copied or m.origin in near}
    for part in components(members, joined) if joined else ():
        if not asked.isdisjoint(part):
            asked.update(part)
    return asked


def _pairs_by_number(
    pairs: Sequence[tuple[str, str]], number_of: Mapping[str, int]
) -> list[tuple[int, int]]:
    return [(number_of[a], number_of[b]) for a, b in pairs]
