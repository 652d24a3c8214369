"""Pairs: what is fresh is scored against what it blocks with, and the ledger learns what is new, changed or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from provenance.decisions import Run
from resolvers.index.base import Index
from resolvers.index.postings import FIRST_GROUP
from resolvers.linking.comparisons import APART
from resolvers.linking.model import Model
from resolvers.linking.scoring import score_pairs, scoring

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger import Store

# Fresh profiles from which on Splink pairs and scores by itself: it takes .4 s to begin, and pairs faster than postings do.
MANY = 2_000


def score_fresh(index: Index, ledger: Store, fresh: Sequence[int], model: Model) -> int:
    """Score the blocked pairs of fresh profiles, note what came out, and give their number.

    Pairs pass in batches from Splink's cursor to the index: all of a large ledger at once would fill the memory.
    """
    index.give_ids("fresh", fresh)
    with _scoring(index, ledger, fresh, model) as scored:
        index.give("scored", scored)
        index.run("note_scored", apart=sorted(APART))
    ((pairs,),) = index.rows("count_scored")
    return int(pairs)


@contextmanager
def _scoring(index: Index, ledger: Store, fresh: Sequence[int], model: Model) -> Iterator[pa.Table | pa.RecordBatchReader]:
    if len(fresh) >= MANY:
        with scoring(ledger.cursor(), index.arrow("all_rows"), model) as scored:
            yield scored
        return
    pairs = index.arrow("candidates", groups=FIRST_GROUP)
    index.give("pairs", pairs)
    yield score_pairs(ledger.cursor(), index.arrow("compared_rows"), pairs, model)


def settle(index: Index, ledger: Store, run: Run) -> None:
    """Append the comparisons that are new or changed, withdraw those no longer made, and keep all as edges."""
    for name in ("note_ended", "note_appended", "note_withdrawn"):
        index.run(name)
    number = ledger.add_comparisons(run, "appended", "withdrawn")
    index.run("drop_edges")
    index.run("take_edges", run=number)
