"""The order of the stages, which write to the ledger what they find.

read, with claims -> link -> cluster -> identify -> cover -> match. Each stage is a function of
values; this module reads what it needs, calls it, and appends the result with its run. Reading
works on what is new. Scores depend on pairs, on the model and on counts over the whole ledger, so
every order of arrival gives the same partition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import InputError
from provenance.identifiers import content_hash
from provenance.records.decisions import Run
from provenance.records.mentions import Mention
from resolvers.clusters.constraints import NOTHING, OPEN, Constraints, Said, decided
from resolvers.linking.model import Model, default_model
from resolvers.stages.claiming import (
    correct_claims,
    reread_claims,
)
from resolvers.stages.due import DueVersions
from resolvers.stages.evidence import ReadElsewhere
from resolvers.stages.reader import Reader
from resolvers.stages.reading import Progress, read_versions
from resolvers.stages.runs import make_run, now
from resolvers.storing.coverage import append_coverage
from resolvers.storing.matching import append_matching, append_narrations
from resolvers.storing.tables import one_thread, without_collecting

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.annotations.claims import GivenClaims
    from resolvers.claim_matching.embedding import Embedder
    from resolvers.incremental.claims.base import MatchIndex
    from resolvers.incremental.entities.base import EntityIndex
    from resolvers.incremental.entities.deciding import ChainDecisions, EntityDecisions
    from resolvers.incremental.stories.base import StoryIndex
    from resolvers.mention_detection.adapters import Adapter
    from resolvers.stages.covering import Covered

_LEFT_OUT = (0, 0)  # stories, origins; propositions, conflicts
_MANY = 100  # versions, of which it is worth the time to let go what linking put aside


@attrs.frozen(kw_only=True)
class Outcome:
    """Count what one resolve did."""

    read: int  # articles read
    mentions: int
    chains: int
    claims: int  # claims read
    compared: int  # pairs of profiles scored, those with something new
    entities: int  # active entities with a chain
    events: int  # what happened to entity ids
    stories: int = 0
    origins: int = 0  # reportings that the articles go back to; at most as many as articles
    claim_groups: int = 0  # propositions, each asserted once or more
    conflicts: int = 0  # pairs of assertions that cannot both hold now, updates aside
    passed_over: int = 0  # articles that are not in English, of those that were read
    refused: tuple[InputError, ...] = ()  # names of an adapter that were no spans of their text


# dense: every option and every count by its name
def resolve(  # noqa: PLR0913  (each is an option of the command)
    ledger: Store,
    *,
    mentions: Mapping[str, Sequence[Mention]] | None = None,
    claims: GivenClaims | None = None,
    names: Adapter | None = None,
    jobs: int = 1,
    model: Model | None = None,
    rebuild: bool = False,
    coverage: bool = True,
    embedder: Embedder | None = None,
    progress: Progress | None = None,
    evidence: ReadElsewhere | None = None,
    reader: Reader | None = None,
) -> Outcome:
    """Read what is new with who says what, link it, and give every chain its entity.

    Running it twice appends nothing new the second time.

    Args:
        ledger: an open ledger.
        mentions: version key to the mentions to link instead of detecting any; versions without an
            entry get none.
        claims: version key to the claims to take instead of finding any, as `given_claims` reads
            them; versions without an entry get none.
        names: another tagger, whose names are taken instead of our own.
        jobs: processes that read; what comes out does not depend on it. A script that asks for more
            than one needs the usual guard, `if __name__ == "__main__"`.
        model: parameters of one's own; the shipped ones otherwise.
        rebuild: make the indexes anew, whose loss costs time and nothing else; they are made anew
            by themselves for another model.
        coverage: find copies, origins, stories, same claims and conflicts too; what is left out, a
            later run finds.
        embedder: gives texts as vectors, whose cosine is one more comparison of claims; see the
            how-to on conflicts.
        progress: called with the stage, how much is done and how much there is.
        evidence: what our own reader has read elsewhere; see `resolvers.distributed`.
        reader: who reads, whatever `mentions`, `claims` and `names` say; see `resolve_again`.
    """
    chosen, tell = model or default_model(), progress or (lambda *_: None)
    reader = reader or Reader.of(mentions, names, claims)
    due = DueVersions.of(ledger, reader)
    index = _open_entity_index(ledger, chosen, rebuild=rebuild)
    with _at_once(ledger, index, embedder, coverage) if due.few and not rebuild else nullcontext():
        unread = due.unread(ledger, reader)
        read = read_versions(
            ledger, reader, unread, jobs=jobs, tell=tell, elsewhere=evidence, narrated=coverage
        )
        reread = _reread_changed_claims(ledger, reader, due, tell)
        linked = _link(index, ledger, chosen, due, tell, read=read.versions)
        said_of = decided_now(ledger) if coverage else NOTHING
        stories, origins = _cover(ledger, rebuild, tell, said_of) if coverage else _LEFT_OUT
        matched = _match(ledger, embedder, rebuild, tell, said_of.claims) if coverage else _LEFT_OUT
    index.quicken()
    (compared, entities, events), (groups, conflicts) = linked, matched
    return Outcome(
        read=read.versions,
        mentions=read.mentions,
        chains=read.chains,
        claims=read.claims + reread,
        compared=compared,
        entities=entities,
        events=events,
        stories=stories,
        origins=origins,
        claim_groups=groups,
        conflicts=conflicts,
        passed_over=reader.passed_over,
        refused=tuple(reader.refused),
    )


@contextmanager
def _at_once(
    ledger: Store,
    index: EntityIndex,
    embedder: Embedder | None,
    coverage: bool,  # noqa: FBT001
) -> Iterator[None]:
    """Resolve a few versions in one thread, and in one transaction if no index has to be made."""
    made = index.upto > 0 and (not coverage or _has_coverage_indexes(ledger, embedder))
    with one_thread(ledger.connection), ledger.writer.atomically() if made else nullcontext():
        yield


# --- read -----------------------------------------------------------------------------------------


def _reread_changed_claims(ledger: Store, reader: Reader, due: DueVersions, tell: Progress) -> int:
    """Read claims again where their rules or what is decided of them changed.

    Return their number.
    """
    said = 0
    if not (due.after or reader.is_away):  # else all that was read has its claims
        said += reread_claims(ledger, reader, tell)
    return said + correct_claims(ledger, reader)


# --- link and identify ----------------------------------------------------------------------------


def _link(
    index: EntityIndex, ledger: Store, model: Model, due: DueVersions, tell: Progress, *, read: int
) -> tuple[int, int, int]:
    """Score what was read since the last run, and identify what it touches.

    Return the numbers of pairs, entities and events.

    All of it is one transaction, the index included: what a killed run leaves is what the run
    before it left.
    """
    tell("link", 0, 1)
    upto = {"reader": due.reader, "claims_reader": due.claims_reader, "version": due.newest}
    if not index.has_news():
        index.run("note_readers", **upto)
        return 0, index.count_active(), 0
    index.expect(read)
    with ledger.writer.atomically(), without_collecting():
        counts = score_and_identify(index, ledger, model, tell)
        index.run("finish", **upto)
    if read >= _MANY:
        index.let_go()
    tell("identify", 1, 1)
    return counts


def _open_entity_index(ledger: Store, model: Model, *, rebuild: bool) -> EntityIndex:
    """Open the index of a model, and note the model in one that was made anew.

    Not inside a transaction: DuckDB 2.0.0 loses rows that go in bulk into a table made in the same
    one (a file, 113,293 rows).
    """
    from resolvers.incremental.entities.base import EntityIndex

    index = EntityIndex.open(ledger.connection, model.key, rebuild=rebuild)
    if index.upto == 0:
        index.run("note_model", content=model.as_json())
    return index


def score_and_identify(
    index: EntityIndex, ledger: Store, model: Model, tell: Progress
) -> tuple[int, int, int]:
    """Append profiles, scores and identities of what is new or decided, inside a transaction.

    Returns:
        The numbers of compared pairs, of entities and of events.
    """
    from resolvers.incremental.entities import counting, deciding, pairs

    started = now()
    given = _renew_profiles(index, ledger, started)
    found = counting.refresh(index)
    scored = pairs.score_fresh(index, ledger, found, model)
    touched = content_hash(*found.keys)
    pairs.settle(index, ledger, make_run("link", started, model=model.key, digest=touched), scored)
    tell("link", 1, 1)
    decided = deciding.note(index, given)
    return scored.pairs, *_identify_entities(
        index, ledger, model, touched, decided, gone=found.gone
    )


def _renew_profiles(index: EntityIndex, ledger: Store, started: datetime) -> ChainDecisions | None:
    """Give new entries, and chains of which something else is decided or read, other profiles.

    Return what is decided. Comes before the index takes chains in.
    """
    from resolvers.incremental.entities import deciding, entries, retyping

    entries.profile_entries(index, ledger, make_run("profile", started))
    given = deciding.begin(index, ledger, make_run("profile", started))
    retyping.begin(index, ledger, make_run("profile", started))
    return given


def _identify_entities(
    index: EntityIndex,
    ledger: Store,
    model: Model,
    touched: str,
    decided: EntityDecisions,
    *,
    gone: bool,
) -> tuple[int, int]:
    """Identify what was touched, a digest of it given.

    Return the numbers of entities and events.
    """
    from resolvers.incremental.entities.identifying import identify_touched

    run = make_run("identify", now(), model=model.key, digest=touched)
    return identify_touched(index, ledger, run, model, gone=gone, decided=decided)


def _cover(
    ledger: Store,
    rebuild: bool,  # noqa: FBT001
    tell: Progress,
    decided: Said = NOTHING,
) -> tuple[int, int]:
    """Find copies, origins and stories where an article or its entities changed.

    Return the numbers of stories and origins.

    All of it is one transaction, the index included. What is decided are pairs of ids of articles.
    """
    from resolvers.incremental.stories.base import StoryIndex
    from resolvers.stories.similarity import default_story_model

    index = StoryIndex.open(ledger.connection, default_story_model().key, rebuild=rebuild)
    with ledger.writer.atomically(), without_collecting():
        tell("cover", 0, 1)
        counts = cover(index, ledger, decided)
    tell("cover", 1, 1)
    return counts


def cover(index: StoryIndex, ledger: Store, decided: Said) -> tuple[int, int]:
    """Append copies, origins and stories of what changed, inside a transaction.

    Return the numbers of stories and origins.
    """
    from resolvers.stages import covering
    from resolvers.stories.similarity import default_story_model

    started, model = now(), default_story_model()
    covered = covering.find(index, model, decided)
    if covered is not None:
        run = make_run("coverage", started, model=model.key, digest=covered.digest)
        _append_coverage(ledger, index, run, covered)
    standing = index.rows("unchanged") if covered is None else ()
    ((stories, origins),) = standing or index.rows("finish")
    return stories, origins


def _append_coverage(ledger: Store, index: StoryIndex, run: Run, covered: Covered) -> None:
    """Append what was found to the ledger, and bring the index up to it."""
    from resolvers.incremental.stories import rows
    from resolvers.stages import covering
    from resolvers.stories.similarity import LABELS

    tables, ended = covering.tables(covered)
    groups = covering.groups(covered)
    append_coverage(ledger.writer, run, tables, ended, groups, labels=LABELS)
    rows.keep(index, covered.decided)


def _match(
    ledger: Store,
    embedder: Embedder | None,
    rebuild: bool,  # noqa: FBT001
    tell: Progress,
    constraints: Constraints[str] = OPEN,
) -> tuple[int, int]:
    """Group claims and find conflicts where what is asserted changed.

    Return the numbers of groups and conflicts.

    `constraints` are a person's, of the keys of assertions.
    """
    from resolvers.stages import matching

    index = matching.open_index(ledger.connection, embedder, rebuild=rebuild)
    if embedder and embedder.is_away:  # what has changed waits for it
        return index.counts()
    tell("match", 0, 1)
    with ledger.writer.atomically(), without_collecting():
        match(index, ledger, constraints, embedder)
    tell("match", 1, 1)
    return index.counts()


def match(
    index: MatchIndex,
    ledger: Store,
    constraints: Constraints[str],
    embedder: Embedder | None = None,
) -> None:
    """Append groups of claims and conflicts of what changed, inside a transaction."""
    from resolvers.claim_matching.likeness import LABELS
    from resolvers.stages import matching

    started, model = now(), matching.model_with(embedder)
    found = matching.find(index, model, embedder, constraints)
    if found is not None:
        run = make_run(
            "match", started, settings=index.fingerprint, model=model.key, digest=found.digest
        )
        append_matching(ledger.writer, run, found.rows, LABELS)
    index.finish(0 if found is None else found.more)


def _has_coverage_indexes(ledger: Store, embedder: Embedder | None) -> bool:
    """Whether the indexes of coverage and of matching are there, so that none is made."""
    from resolvers.incremental.claims.base import MatchIndex
    from resolvers.incremental.stories.base import is_made_with
    from resolvers.stages import matching
    from resolvers.stories.similarity import default_story_model

    wanted = matching.fingerprint(matching.model_with(embedder), embedder)
    stories = is_made_with(ledger.connection, default_story_model().key)
    return stories and MatchIndex.fitting(ledger.connection, wanted) is not None


def decided_now(ledger: Store) -> Said:
    """Read what people decided of stories and claims, those that came with this run among them."""
    _narrate_due_versions(ledger)  # numbers the assertions, at which decisions about claims point
    return decided(ledger)


def _narrate_due_versions(ledger: Store) -> None:
    """Append what outlets assert themselves in versions that were not read for it."""
    from resolvers.stages import matching

    started = now()
    fresh = matching.narrations(ledger)
    if fresh is not None:
        append_narrations(ledger.writer, make_run("narrate", started), fresh)
