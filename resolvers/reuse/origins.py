"""Origins: groups of versions that go back to one reporting.

A version belongs to the origin of what it copied when at least half of its own words outside
quotations are copied; one that takes a sentence and reports the rest itself is an origin of its
own, and its derivation says which passages are not.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.records.coverage import Derivation
from resolvers.clusters.clustering import components

_MOSTLY = 0.5  # of the copy's words: below, its own reporting outweighs


def same_reporting(derivation: Derivation) -> bool:
    """Whether the copying version has no reporting of its own to speak of."""
    share = derivation.share
    if derivation.direction == "none":  # either may be the copy
        share = max(share, derivation.from_share)
    return share >= _MOSTLY


def origins(versions: Iterable[str], derivations: Iterable[Derivation]) -> list[tuple[str, ...]]:
    """Partition versions by the reporting they go back to; groups and their members are sorted.

    Args:
        versions: the keys of all versions.
        derivations: who copied whom among them.
    """
    edges = [(d.version, d.from_version) for d in derivations if same_reporting(d)]
    return sorted(tuple(group) for group in components(versions, edges))
