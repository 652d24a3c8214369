"""Labels that people gave by deciding: which mentions are one entity, and which are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from provenance.identifiers import canonical_pair
from provenance.trail import decided_pairs
from resolvers.clusters.clustering import components

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Spot = tuple[str, int, int]  # article, start, end


@attrs.frozen
class DecidedLabels:
    """Say of two mentions whether they are one entity, as far as people have decided.

    Who is one with one of several that are one is one with all of them; who is kept apart from one
    of them is kept apart from all.

    Args:
        part_of: chains that people put together, by their parts' first chain.
        apart: pairs of parts that people keep apart.
        chain_of: where mentions stand, to their chains.
    """

    part_of: Mapping[str, str]
    apart: frozenset[tuple[str, str]]
    chain_of: Mapping[Spot, str]

    @classmethod
    def of(cls, ledger: Store) -> DecidedLabels:
        """Read what is decided in a ledger; mentions are looked up only where anything is."""
        pairs = decided_pairs(ledger)
        if not pairs:
            return cls({}, frozenset(), {})
        table = ledger.table("mentions").select(["article", "start", "end", "chain"])
        chain_of = {(r["article"], r["start"], r["end"]): r["chain"] for r in table.to_pylist()}
        part_of = _decided_parts(pairs)
        apart = (
            canonical_pair(part_of[a], part_of[b]) for (a, b), same in pairs.items() if not same
        )
        return cls(part_of, frozenset(apart), chain_of)

    def same(self, one: Spot, other: Spot) -> bool | None:
        """Whether two mentions are one entity; None where nobody has decided it.

        Mentions of one chain are one only where the chain is what people decided of: who is who
        inside an article is no decision.
        """
        a, b = (self.part_of.get(self.chain_of.get(spot, "")) for spot in (one, other))
        if a is None or b is None or self.chain_of[one] == self.chain_of[other]:
            return None
        if a == b:
            return True
        return False if canonical_pair(a, b) in self.apart else None


def _decided_parts(pairs: Mapping[tuple[str, str], bool]) -> dict[str, str]:
    """Map chains to the first of those that people put together with them."""
    chains = sorted({chain for pair in pairs for chain in pair})
    together = [pair for pair, same in sorted(pairs.items()) if same]
    return {chain: part[0] for part in components(chains, together) for chain in part}
