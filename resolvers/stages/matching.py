"""Matching over a ledger: what is new is compared with what it touches, and laid out for appending.

What comes out is a function of what is asserted now, by whom, and in which story;
`resolvers.claim_matching.stage` says the same of all assertions at once, and the tests hold the one
against the other. The index (`resolvers.incremental.claims`) keeps what is needed to find it without
looking at all of them again.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs

from provenance.identifiers import content_hash
from provenance.records.matching import Narration
from provenance.spans import Span
from resolvers.claim_matching.authorial_claims import narrated, narration_digest
from resolvers.claim_matching.likeness import default_match_model
from resolvers.clusters.constraints import OPEN
from resolvers.incremental.claims.base import MatchIndex, noted_embedder
from resolvers.incremental.claims.components import cluster_touched
from resolvers.incremental.claims.deciding import agreeing_items, decided_items, take_decided
from resolvers.incremental.claims.delta import take_delta
from resolvers.incremental.claims.identifying import identify_groups
from resolvers.incremental.claims.items import Items
from resolvers.incremental.claims.loading import load_changed
from resolvers.incremental.claims.pairing import pair_changed
from resolvers.incremental.claims.rows import (
    conflict_rows,
    last_memberships,
    member_rows,
    state_rows,
)
from resolvers.incremental.claims.scoring import PairScorer, rescore
from resolvers.incremental.claims.telling import relations, tell
from resolvers.lexicon.lists import user_contents
from resolvers.storing import matching as columns
from resolvers.storing.source_files import source_texts
from resolvers.storing.tables import in_blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import duckdb

    from provenance.ledger.store import Store
    from resolvers.claim_matching.assertions import Assertion
    from resolvers.claim_matching.embedding import Embedder
    from resolvers.claim_matching.likeness import MatchModel
    from resolvers.clusters.constraints import Constraints
    from resolvers.incremental.claims.components import Clustered
    from resolvers.incremental.claims.delta import AssertionDelta
    from resolvers.incremental.claims.identifying import Identified
    from resolvers.incremental.claims.telling import Told

_BLOCK = 4_000  # assertions posted at a time, in the order of publication


def narrations(ledger: Store) -> columns.Narrations | None:
    """Read versions for narration that were not since their claims were.

    None where there is nothing to append.
    """
    rules = narration_digest()
    due = ledger.query("unnarrated_versions", rules=rules).to_pylist()
    if not due:
        return None
    readers = {row["version_id"]: f"{rules} over {row['claims_reader']}" for row in due}
    found: list[Narration] = []
    for row in ledger.query("texts_to_narrate", versions=sorted(readers)).to_pylist():
        claimed = [Span(start, end) for start, end in row["claimed"]]
        found += narrated(row["version"], row["text"], claimed, row["published_at"])
    return columns.Narrations(readers=readers, found=tuple(found))


def assertions(ledger: Store) -> list[Assertion]:
    """List what is asserted now, whether the index has it or not."""
    index = MatchIndex(ledger.connection, "", 0)
    numbers = [row["assertion_id"] for row in ledger.query("asserted_now").to_pylist()]
    return [
        item.said for block in in_blocks(numbers, _BLOCK) for item in load_changed(index, block)
    ]


def model_with(embedder: Embedder | None) -> MatchModel:
    """Return the shipped parameters, with what a meaning weighs where there is an embedder."""
    model = default_match_model()
    if embedder is None:
        return model
    return attrs.evolve(
        model,
        coefficients={**model.coefficients, "meaning": embedder.coefficient},
        least=embedder.least,
    )


def open_index(
    connection: duckdb.DuckDBPyConnection, embedder: Embedder | None, *, rebuild: bool = False
) -> MatchIndex:
    """Open the index that an embedder's cosines are in, or make it anew.

    Not inside a transaction.
    """
    wanted = fingerprint(model_with(embedder), embedder)
    index = MatchIndex.open(connection, wanted, rebuild=rebuild)
    if index.upto == 0 and embedder and not noted_embedder(connection):
        weighs = {"coefficient": embedder.coefficient, "least": embedder.least}
        index.run("note_embedder", embedder=embedder.name, **weighs)
    return index


def last_embedder(connection: duckdb.DuckDBPyConnection) -> Embedder | None:
    """Return the embedder with which claims were compared last; None where there was none.

    That of the extra `encoder` is loaded when it is needed. Of a caller's own only its name and
    what it weighs are in the ledger: it is away, and what has changed waits for it.
    """
    noted = noted_embedder(connection)
    if noted is None:
        return None
    from resolvers.claim_matching.embedding import Embedder
    from resolvers.claim_matching.encoder import NAME, embed_sentences

    name, coefficient, least = noted
    return Embedder(
        name=name,
        embed=embed_sentences,
        coefficient=coefficient,
        least=least,
        is_away=name != NAME,
    )


def fingerprint(model: MatchModel, embedder: Embedder | None) -> str:
    """Name what the index depends on besides the ledger.

    That is code, word lists, parameters, embedder and DuckDB.
    """
    import duckdb

    return content_hash(
        _matching_code_digest(), model.key, embedder.name if embedder else "", duckdb.__version__
    )


@cache
def _matching_code_digest() -> str:
    """Hash the modules and word lists of matching, the user's among them."""
    code = ("claim_matching", "clusters", "linking/weights.py", "incremental/claims", "text")
    return content_hash(*source_texts(*code), *user_contents())


@attrs.frozen(kw_only=True)
class Found:
    """Hold what is new.

    Args:
        digest: a hash of what was new; the same nowhere else.
        rows: what is to be appended.
        more: how many propositions more are asserted than before.
    """

    digest: str
    rows: columns.MatchingRows
    more: int


def find(
    index: MatchIndex,
    model: MatchModel,
    embedder: Embedder | None,
    constraints: Constraints[str] = OPEN,
) -> Found | None:
    """Bring the index up to date, and find what that changes; None where nothing has changed.

    Args:
        index: the index.
        model: the parameters.
        embedder: a caller's embedder of sentences.
        constraints: all pairs of assertions, by their keys, that a person put together or kept
            apart.
    """
    scorer = PairScorer(Items(index, embedder.embed if embedder else None), model)
    delta = take_delta(index, scorer.items)
    decided = take_decided(index, constraints)
    if not (delta.touched or decided):
        return None
    touched = _rescore_changed(index, scorer, delta) | _decided_items(
        index, constraints, decided, delta
    )
    clustered = cluster_touched(index, scorer, touched | delta.gone, constraints)
    grouped = _Grouped(clustered, identify_groups(index, clustered, delta.gone))
    told = tell(index, scorer, clustered, grouped.group_of, delta)
    told = told.without_agreeing(agreeing_items(index, constraints))
    return _matching_changes(index, delta, grouped, told, grouped.memberships(scorer))


def _decided_items(
    index: MatchIndex,
    constraints: Constraints[str],
    decided: Collection[str],
    delta: AssertionDelta,
) -> set[int]:
    """Return the items that decided pairs touch: those of pairs that turned, and of what came."""
    came = {key for _, key in index.rows("keys_of", ids=sorted(delta.changed))}
    return decided_items(index, constraints, decided, came)


def _rescore_changed(index: MatchIndex, scorer: PairScorer, delta: AssertionDelta) -> set[int]:
    """Pair and score what changed, block by block.

    Returned are the items whose component may be another.
    """
    known = bool(delta.before)
    ordered = [n for (n,) in index.rows("in_time", ids=sorted(delta.changed))]
    touched: set[int] = set()
    gone = delta.gone
    for block in [*in_blocks(ordered, _BLOCK)] or [[]]:
        items = scorer.items.of(block)
        supports = pair_changed(index, [items[n] for n in block], gone, known=known)
        touched |= rescore(index, scorer, {*block, *gone}, supports, known=known)
        gone = frozenset()
    return touched


@attrs.frozen
class _Grouped:
    """Hold the touched assertions, and what identity decided of their groups."""

    clustered: Clustered
    identified: Identified

    @property
    def group_of(self) -> dict[int, str]:
        """Return the ids of groups by the numbers of assertions."""
        entity_of = self.identified.identification.entity_of
        return {number: entity_of[m.key] for number, m in self.clustered.members.items()}

    @property
    def minted(self) -> list[tuple[int, str, int]]:
        """List the groups that are new: their numbers, ids and founders."""
        number_of = {m.key: number for number, m in self.clustered.members.items()}
        new = self.identified.identification.minted
        return [(m.created, m.entity_id, number_of[m.founding_chain]) for m in new]

    def memberships(self, scorer: PairScorer) -> dict[int, tuple[int, str]]:
        """Return assertions to the numbers of their groups, and to how words relate to the first."""
        number_of = self.identified.number_of
        relation_of = relations(scorer, self.clustered)
        return {n: (number_of[group], relation_of[n]) for n, group in self.group_of.items()}


def _matching_changes(
    index: MatchIndex,
    delta: AssertionDelta,
    grouped: _Grouped,
    told: Told,
    now: Mapping[int, tuple[int, str]],
) -> Found:
    """Lay out what changed.

    Args:
        index: the index.
        delta: what came, went or changed.
        grouped: the touched assertions and their groups.
        told: what is evidence of them.
        now: the numbers of assertions to those of their groups, and how their words relate.
    """
    asked = {*grouped.clustered.members, *delta.gone}
    before = last_memberships(index, asked)
    rows = columns.MatchingRows(
        groups=grouped.minted,
        states=state_rows(grouped.identified),
        members=member_rows(before, now),
        events=grouped.identified.identification.events,
        comparisons=told.comparisons,
        withdrawn=told.withdrawn,
        conflicts=conflict_rows(index, asked, told.conflicts),
    )
    known = {number: state for number, state in before.items() if number not in delta.new}
    return Found(
        digest=content_hash("matching", *sorted(map(str, asked))),
        rows=rows,
        more=_count_groups(now) - _count_groups(known),
    )


def _count_groups(memberships: Mapping[int, tuple[int, str]]) -> int:
    """Count the groups of assertions."""
    return len({group for group, _ in memberships.values()})
