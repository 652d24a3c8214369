"""Impact: what decisions would change, found by carrying them out and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Self

import attrs

from provenance.exceptions import LedgerError
from provenance.ledger.deciding import append_decisions
from provenance.records.judgements import Decision
from provenance.sql import blocks
from resolvers.operations.rerun import last_model
from resolvers.pipeline import (
    cover,
    decided_now,
    match,
    score_and_identify,
)
from resolvers.stages.matching import last_embedder
from resolvers.storing.tables import Tables

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.claim_matching.embedding import Embedder
    from resolvers.incremental.claims.base import MatchIndex
    from resolvers.incremental.entities.base import EntityIndex
    from resolvers.incremental.stories.base import StoryIndex
    from resolvers.linking.model import Model


@attrs.frozen(kw_only=True)
class Moved:
    """Say that the mentions of a chain are another entity's.

    Args:
        article: where they stand.
        name: what the article calls it there.
        mentions: how many they are.
        before: the entity's id.
        before_name: its name.
        after: the entity that they would be of; a new id where it did not exist.
        after_name: its name.
    """

    article: str
    name: str
    mentions: int
    before: str
    before_name: str
    after: str
    after_name: str


@attrs.frozen(kw_only=True)
class ClaimTurned:
    """Say that a claim has another speaker or stance, or is one before or after alone.

    Args:
        article: where it stands.
        claim: its key.
        before_stance: nothing where it is no claim before.
        before_speaker: the name of the entity that says it; nothing where nobody is known to.
        after_stance: nothing where it would be none.
        after_speaker: likewise.
        spoken_by_another: whether another entity says it, be its name the same.
    """

    article: str
    claim: str
    before_stance: str | None
    before_speaker: str | None
    after_stance: str | None
    after_speaker: str | None
    spoken_by_another: bool


@attrs.frozen(kw_only=True)
class Regrouped:
    """Say that an article is of another story or origin, or an assertion of another proposition.

    Args:
        sort: story, origin or proposition.
        member: the id of the article, or the key of the assertion.
        before: the id of the group.
        after: that of the group that it would be in; a new one where it did not exist.
    """

    sort: str
    member: str
    before: str
    after: str


@attrs.frozen(kw_only=True)
class Recopied:
    """Say that an article is shown to have copied from others.

    Args:
        article: the copy.
        before: the articles that it is shown to have copied from.
        after: those that it would be.
    """

    article: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ConflictTurned:
    """Say that a conflict would be told that was not, or would end.

    Args:
        kind: its kind.
        a: the key of one assertion.
        b: that of the other.
        surface_a: the words of one that cannot hold beside the other's.
        surface_b: those of the other.
        opens: whether it would be told; else it would end.
    """

    kind: str
    a: str
    b: str
    surface_a: str
    surface_b: str
    opens: bool


@attrs.frozen(kw_only=True)
class DecisionImpact:
    """Hold what decisions would change.

    Args:
        moved: chains that would be of another entity, in the order of their articles.
        renamed: ids with the name and type before and after.
        speakers: how many claims would be of another speaker.
        claims: claims with another speaker or stance, and those that come or go.
        regrouped: articles of another story or origin, and assertions of another proposition.
        copies: articles that would be shown to have copied from others than now.
        conflicts: conflicts that would be told, or would end.
    """

    moved: tuple[Moved, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    speakers: int = 0
    claims: tuple[ClaimTurned, ...] = ()
    regrouped: tuple[Regrouped, ...] = ()
    copies: tuple[Recopied, ...] = ()
    conflicts: tuple[ConflictTurned, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The exports whose rows may be others, but for `decisions`, `events` and `links`."""
        sorts = {one.sort for one in self.regrouped}
        named = bool(self.moved) or any(map(_has_other_name, self.renamed))
        spoken = bool(self.claims) or "proposition" in sorts or named
        turned = {
            "claim-groups": spoken or "origin" in sorts,
            "claims": spoken,
            "conflicts": bool(self.conflicts),
            "entities": bool(self.moved or self.renamed),
            "mentions": named,
            "stories": bool(self.copies or sorts & {"story", "origin"}),
        }
        return tuple(name for name, changed in turned.items() if changed)


def _has_other_name(renamed: tuple[str, str, str]) -> bool:
    _, before, after = (words.partition(" ")[2] for words in renamed)  # behind the type
    return before != after


def impact(
    ledger: Store,
    decisions: Iterable[Decision],
    *,
    model: Model | None = None,
    embedder: Embedder | None = None,
) -> DecisionImpact:
    """Say what decisions would change, and change nothing.

    What is left out of a ledger (`resolve --no-coverage`) is left out here: copies, stories,
    propositions and conflicts.

    Args:
        ledger: a ledger that was resolved since its last article.
        decisions: as `provenance.trail.draft` makes them; none of them is appended.
        model: parameters of one's own; those that linked the ledger last otherwise.
        embedder: an embedder of one's own; propositions and conflicts are left out where one
            compared them last and is not given.

    Raises:
        LedgerError: articles came since the last resolve, or another release made it.
    """
    given = list(decisions)
    embedder = embedder or last_embedder(ledger.connection)
    trial = _Trial.open(ledger, model or last_model(ledger), embedder)
    with ledger.writer.tentatively():
        trial.catch_up()  # what waits is no decision's doing
        shown = _copy_sources(ledger, given)
        append_decisions(ledger.writer, given)
        last = ledger.records("last_runs")[0]["last"]
        trial.carry_out()
        return _decision_impact(ledger, last, shown, _copy_sources(ledger, given))


@attrs.frozen
class _Trial:
    """Carry decisions out over the indexes that there are, inside a transaction."""

    ledger: Store
    model: Model
    index: EntityIndex
    coverage: tuple[StoryIndex, MatchIndex] | None
    embedder: Embedder | None

    @classmethod
    def open(cls, ledger: Store, model: Model, embedder: Embedder | None) -> Self:
        """Open the indexes, outside of any transaction.

        Raises:
            LedgerError: something waits to be linked.
        """
        from resolvers.incremental.entities.base import EntityIndex

        index = EntityIndex.open(ledger.connection, model.key)
        if index.has_news():
            raise LedgerError(
                "the ledger has articles or decisions that wait; run: spantrail resolve"
            )
        return cls(ledger, model, index, _open_coverage_indexes(ledger, embedder), embedder)

    def catch_up(self) -> None:
        """Find copies and conflicts that a resolve left out."""
        if self.coverage:
            self._cover_and_match(*self.coverage)

    def carry_out(self) -> None:
        """Do what a resolve does of decisions."""
        from resolvers.stages.claiming import correct_claims
        from resolvers.stages.reader import Reader

        correct_claims(self.ledger, Reader.last(self.ledger))
        score_and_identify(self.index, self.ledger, self.model, lambda *_: None)
        if self.coverage:
            self._cover_and_match(*self.coverage)

    def _cover_and_match(self, index: StoryIndex, matched: MatchIndex) -> None:
        decided = decided_now(self.ledger)
        cover(index, self.ledger, decided)
        if not (self.embedder and self.embedder.is_away):
            match(matched, self.ledger, decided.claims, self.embedder)


def _open_coverage_indexes(
    ledger: Store, embedder: Embedder | None
) -> tuple[StoryIndex, MatchIndex] | None:
    """Open the indexes of coverage and of matching; None where a ledger was resolved without."""
    from resolvers.incremental.stories.base import StoryIndex, has_index
    from resolvers.stages import matching
    from resolvers.stories.similarity import default_story_model

    if not has_index(ledger.connection):
        return None
    return (
        StoryIndex.open(ledger.connection, default_story_model().key),
        matching.open_index(ledger.connection, embedder),
    )


# --- what is another -----------------------------------------------------------------------------


@cache
def _impact_statements() -> dict[str, str]:
    return blocks(__package__, "impact.sql")


def _decision_impact(
    ledger: Store,
    last: int,
    copied: Mapping[str, tuple[str, ...]],
    copies: Mapping[str, tuple[str, ...]],
) -> DecisionImpact:
    """Read what has changed since a run, inside the transaction that changed it.

    Args:
        ledger: the ledger.
        last: the run.
        copied: articles to those that they were shown to have copied from.
        copies: the same now.
    """
    tables = Tables(ledger.connection, _impact_statements())
    tables.run("note_decided_moves", last=last)
    claims = _impact_records(ClaimTurned, tables, "decided_claims", last)
    groups = ("decided_coverage", "decided_groups")
    return DecisionImpact(
        moved=_impact_records(Moved, tables, "decided_moves", last),
        renamed=tuple(tables.rows("decided_names", last=last)),
        speakers=sum(claim.spoken_by_another for claim in claims),
        claims=claims,
        regrouped=tuple(
            r for name in groups for r in _impact_records(Regrouped, tables, name, last)
        ),
        copies=_changed_copies(copied, copies),
        conflicts=_impact_records(ConflictTurned, tables, "decided_conflicts", last),
    )


def _changed_copies(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> tuple[Recopied, ...]:
    return tuple(
        Recopied(article=article, before=before[article], after=sources)
        for article, sources in after.items()
        if before[article] != sources
    )


def _impact_records(record: type[Any], tables: Tables, name: str, last: int) -> tuple[Any, ...]:
    """Make records of the rows of a statement, whose columns are in the order of their fields."""
    names = [field.name for field in attrs.fields(record)]
    rows = tables.rows(name, last=last)
    return tuple(record(**dict(zip(names, row, strict=True))) for row in rows)


def _copy_sources(ledger: Store, decisions: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    """Map articles to those they are shown to have copied from, if decisions may be about that."""
    if not any(d.about == "copy" or d.verb == "revoke" for d in decisions):
        return {}
    rows = ledger.table("stories").select(["article", "derived_from"]).to_pylist()
    return {row["article"]: tuple(row["derived_from"]) for row in rows}
