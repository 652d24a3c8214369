"""Pairs: what is fresh is scored against what it blocks with.

The ledger learns what is new, changed or withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from provenance.ledger.encode import table
from provenance.records.decisions import Run
from resolvers.incremental.entities.base import EntityIndex
from resolvers.incremental.entities.counting import Refreshed
from resolvers.incremental.entities.postings import FIRST_GROUP
from resolvers.linking.comparisons import APART, LABELS
from resolvers.linking.model import Model
from resolvers.linking.scoring import score_pairs, scoring
from resolvers.linking.table import Counted, lay_out
from resolvers.storing.entities import append_comparisons
from resolvers.storing.tables import Row

if TYPE_CHECKING:
    import pyarrow as pa

    from provenance.ledger.store import Store

# Fresh profiles from which on Splink pairs and scores by itself: it takes .4 s to begin, and pairs
# faster than postings do.
MANY = 2_000


@attrs.frozen
class Scored:
    """Count the pairs that were scored, that say something new, and that are no longer made."""

    pairs: int = 0
    appended: int = 0
    kept: int = 0  # whose edge stays
    withdrawn: int = 0
    ended: int = 0  # edges of what is fresh or gone
    changed: bool = False  # whether there was anything to compare anew


def score_fresh(index: EntityIndex, ledger: Store, found: Refreshed, model: Model) -> Scored:
    """Score the blocked pairs of fresh profiles, note what came out, and count it.

    Pairs pass in batches from Splink's cursor to the index: all of a large ledger at once would
    fill the memory.
    """
    if not found.fresh and not found.gone:
        index.run("note_clean")
        return Scored()
    fresh = found.fresh
    index.give_ids("fresh", fresh)
    index.run("note_ended")
    with _scored_candidates(index, ledger, fresh, model) as scored:
        index.give("scored", scored)
        index.run("note_scored", apart=sorted(APART))
    ((pairs, appended, kept, withdrawn, ended),) = index.rows("count_scored")
    index.run("note_dirty", cut=model.cut)
    return Scored(pairs, appended, kept, withdrawn, ended, changed=True)


@contextmanager
def _scored_candidates(
    index: EntityIndex, ledger: Store, fresh: Sequence[int], model: Model
) -> Iterator[pa.Table | pa.RecordBatchReader]:
    if len(fresh) >= MANY:
        index.give("numbered", index.arrow("numbers"))
        with scoring(ledger.cursor(), index.arrow("all_rows"), model) as scored:
            yield scored
        return
    pairs = index.rows("candidates", groups=FIRST_GROUP)
    yield score_pairs(_compared_profiles(index, pairs), _candidate_pairs_table(pairs), model)


_PAIR = {"join_key_l": "string", "join_key_r": "string", "match_key": "string"}


def _candidate_pairs_table(pairs: Sequence[Row]) -> pa.Table:
    return table(_PAIR, [row[:3] for row in pairs])


def _compared_profiles(index: EntityIndex, pairs: Sequence[Row]) -> pa.Table:
    """Lay the profiles of pairs out as the table of profiles has them.

    To read them there took ten times as long.
    """
    number_of = {
        key: number
        for a, b, _, number_a, number_b in pairs
        for key, number in ((a, number_a), (b, number_b))
    }
    kinds = {"profile": "string", "profile_id": "int64"}
    index.give_rows("numbered", kinds, sorted(number_of.items()))
    rows = index.rows("compared", ids=sorted(number_of.values()))
    profiles = {key: index.profile(features) for key, features, *_ in rows}
    return lay_out(profiles, {key: Counted.of(*counted) for key, _, *counted in rows})


def settle(index: EntityIndex, ledger: Store, run: Run, scored: Scored) -> None:
    """Append the comparisons that are new or changed, and withdraw those no longer made.

    All are kept as edges.
    """
    if scored.appended:
        index.run("note_appended")
    if scored.withdrawn:
        index.run("note_withdrawn")
    number = append_comparisons(
        ledger.writer,
        run,
        "appended" if scored.appended else None,
        "withdrawn" if scored.withdrawn else None,
        LABELS,
    )
    if scored.ended > scored.kept:
        index.run("drop_edges")
    if scored.pairs > scored.kept:
        index.run("take_edges", run=number)
