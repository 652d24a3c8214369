"""Pairs: what is fresh is scored against what it blocks with, and the ledger learns what is new, changed or no longer compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from provenance.decisions import Run
from resolvers.index.base import Index
from resolvers.index.postings import FIRST_GROUP
from resolvers.linking.comparisons import APART
from resolvers.linking.model import Model
from resolvers.linking.scoring import score, score_pairs

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger import Store

# Fresh profiles from which on Splink pairs and scores by itself: it takes .4 s to begin, and pairs faster than postings do.
MANY = 2_000


def score_fresh(index: Index, ledger: Store, fresh: Sequence[int], model: Model) -> pa.Table:
    """Score the blocked pairs of fresh profiles; the result is that of `resolvers.linking.scoring.score`."""
    index.give_ids("fresh", fresh)
    if len(fresh) >= MANY:
        return score(ledger.cursor(), index.arrow("all_rows"), model)
    pairs = index.arrow("candidates", groups=FIRST_GROUP)
    index.give("pairs", pairs)
    return score_pairs(ledger.cursor(), index.arrow("compared_rows"), pairs, model)


def settle(index: Index, ledger: Store, run: Run, scored: pa.Table) -> None:
    """Append the comparisons that are new or changed, withdraw those no longer made, and keep all as edges."""
    index.give("scored", scored)
    index.run("note_scored", apart=sorted(APART))
    index.run("note_ended")
    withdrawn = [number for (number,) in index.rows("withdrawn")]
    numbered = ledger.add_comparisons(run, index.arrow("appended"), withdrawn)
    index.give_rows("numbered", dict.fromkeys(("comparison_id", "profile_a", "profile_b"), "int64"), numbered)
    index.run("drop_edges")
    index.run("take_edges")
