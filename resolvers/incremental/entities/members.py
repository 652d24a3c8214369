"""Members: the profiles of the components that a run touches, each with its place as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from resolvers.clusters.clustering import Cluster
from resolvers.linking.model import log_odds
from resolvers.linking.profiles import Profile
from resolvers.linking.weights import quantise

ID, TEXT = "int64", "string"  # kinds of columns
_STEPS = 8  # of a margin, a bit


@attrs.frozen
class TouchedProfile:
    """Hold a profile of a touched component, and where it was before."""

    place: int  # in the order of the keys
    number: int
    key: str
    profile: Profile
    dirty: bool
    entity: str | None
    cause: str | None
    weakest: float | None
    component: int | None  # None where it is new

    @property
    def margin(self) -> float | None:
        """What the ledger has as its margin, unless it is new."""
        return margin_of(self.weakest)


def margin_of(weakest: float | None) -> float | None:
    """Weigh the weakest join in eighths of a bit, by which a probability moves at most .022.

    The mean of a large cluster moves a little with every profile that joins it: in steps of 1/1024
    an article rewrote 243 memberships, where it brought 32.
    """
    return None if weakest is None else quantise(log_odds(weakest), steps=_STEPS)


def mentioned_in(found: Cluster[str], members: Mapping[str, TouchedProfile]) -> tuple[str, ...]:
    """Leave the entries of authorities out of a cluster: ids are founded on mentions alone."""
    return tuple(key for key in found.members if members[key].profile.known is None)


def all_mentioned(
    clusters: Iterable[Cluster[str]], members: Mapping[str, TouchedProfile]
) -> list[tuple[str, ...]]:
    """Return the members of clusters that articles mention, without clusters that have none."""
    return [found for c in clusters if (found := mentioned_in(c, members))]
