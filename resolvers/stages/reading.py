"""The read stage: unread versions are read, here or elsewhere, and what was read is appended."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import attrs

from provenance.exceptions import LedgerError
from provenance.identifiers import content_hash
from provenance.records.articles import Version
from resolvers.stages.claiming import append_claims, claims_reader, given_to
from resolvers.stages.evidence import ReadElsewhere, Task, VersionEvidence
from resolvers.stages.reader import Reader
from resolvers.stages.runs import BATCH, make_run, now
from resolvers.stages.workers import Workers
from resolvers.storing.chains import append_chains
from resolvers.storing.tables import in_blocks, without_collecting

if TYPE_CHECKING:
    from provenance.ledger.store import Store

Progress = Callable[[str, int, int], None]
_WORTH_WORKERS = 40  # articles: a process takes as long to start as thirty articles to read


@attrs.frozen
class ReadCounts:
    """Count what was read."""

    versions: int = 0
    mentions: int = 0
    chains: int = 0
    claims: int = 0

    def plus(self, more: ReadCounts) -> ReadCounts:
        """Add what was read after it."""
        return ReadCounts(
            self.versions + more.versions,
            self.mentions + more.mentions,
            self.chains + more.chains,
            self.claims + more.claims,
        )


def read_versions(
    ledger: Store,
    reader: Reader,
    unread: Mapping[int, bool],
    *,
    jobs: int,
    tell: Progress,
    elsewhere: ReadElsewhere | None,
    narrated: bool,
) -> ReadCounts:
    """Read versions in batches, and count what was read.

    While a batch is appended, the next one is read. A run that is stopped has what was appended.

    Args:
        ledger: an open ledger.
        reader: who reads.
        unread: the numbers of the versions, and whether each is current.
        jobs: processes that read.
        tell: called with the stage, how much is done and how much there is.
        elsewhere: what was read in another place.
        narrated: also find what outlets assert themselves, in current versions.

    Raises:
        LedgerError: fewer were read than were asked for.
    """
    listed = _Listed(ledger, reader, unread, narrated=narrated)
    counts = ReadCounts()
    with Workers(reader, jobs if len(unread) >= _WORTH_WORKERS else 1) as workers:
        tasks = listed.tasks()
        read = elsewhere.read(tasks, workers.read) if elsewhere else workers.read(tasks)
        found = _evidence_with_progress(read, reader, tell, len(unread))
        while counts.versions < len(unread):
            more = _append_next_batch(ledger, reader, listed, found)
            if not more.versions:
                what = f"{counts.versions} of {len(unread)} articles were read, and no more"
                raise LedgerError(what)
            counts = counts.plus(more)
    return counts


def _evidence_with_progress(
    read: Iterator[VersionEvidence], reader: Reader, tell: Progress, total: int
) -> Iterator[VersionEvidence]:
    """Pass evidence on, and tell how much there is by now, and of how many versions."""
    for done, evidence in enumerate(read, 1):
        reader.passed_over += evidence.passed_over
        tell("read", done, total)
        yield evidence


def _append_next_batch(
    ledger: Store, reader: Reader, listed: _Listed, found: Iterator[VersionEvidence]
) -> ReadCounts:
    """Append the next batch of evidence, and count it; there may be no more."""
    with without_collecting():
        started, read = now(), list(islice(found, BATCH))
        if not read:
            return ReadCounts()
        return _append_batch_evidence(ledger, reader, listed.take(len(read)), read, started)


class _Listed:
    """List what is to be read, block by block, and remember what was listed until it is written."""

    def __init__(
        self, ledger: Store, reader: Reader, numbers: Mapping[int, bool], *, narrated: bool
    ) -> None:
        self._ledger, self._reader, self._narrated = ledger, reader, narrated
        self._numbers = numbers
        self._waiting: deque[tuple[int, Task]] = deque()

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks in their order, each as it is needed."""
        for block in in_blocks(list(self._numbers), BATCH):
            for number, version in zip(block, self._ledger.numbered(block), strict=True):
                narrated = self._narrated and self._numbers[number]
                task = Task(version, narrated, given_to(self._reader, version))
                self._waiting.append((number, task))
                yield task

    def take(self, count: int) -> list[tuple[int, Task]]:
        """Return the first tasks that were given and not taken yet, with the versions' numbers."""
        return [self._waiting.popleft() for _ in range(count)]


def _append_batch_evidence(
    ledger: Store,
    reader: Reader,
    tasks: Sequence[tuple[int, Task]],
    read: Sequence[VersionEvidence],
    started: datetime,
) -> ReadCounts:
    """Append the evidence of one batch in one transaction, and count it."""
    versions = [task.version for _, task in tasks]
    chains = [chain for evidence in read for chain in evidence.chains]
    claims = [claim for evidence in read for claim in evidence.claims]
    with ledger.writer.atomically():
        _append_chains(ledger, reader, versions, read, started)
        append_claims(ledger, reader, versions, claims)
        narrated = [number for number, task in tasks if task.narrated]
        _append_narrations(ledger, reader, narrated, read)
    mentions = sum(len(chain.links) for chain in chains)
    return ReadCounts(len(versions), mentions, len(chains), len(claims))


def _append_chains(
    ledger: Store,
    reader: Reader,
    versions: Sequence[Version],
    read: Sequence[VersionEvidence],
    started: datetime,
) -> None:
    """Append who is who in versions, and what the chains tell."""
    keys = [version.key for version in versions]
    run = make_run("read", started, settings=reader.name, digest=content_hash(*keys))
    chains = [chain for evidence in read for chain in evidence.chains]
    profiles = [row for evidence in read for row in evidence.profiles]
    append_chains(
        ledger.writer, run, reader=reader.name, versions=keys, chains=chains, profiles=profiles
    )


def _append_narrations(
    ledger: Store, reader: Reader, versions: Sequence[int], read: Sequence[VersionEvidence]
) -> None:
    """Append what outlets assert themselves in versions of these numbers."""
    if not versions:
        return
    from resolvers.claim_matching.authorial_claims import narration_digest
    from resolvers.storing.matching import Narrations, append_narrations

    started = now()
    name = f"{narration_digest()} over {claims_reader(reader)}"
    found = tuple(narration for evidence in read for narration in evidence.narrations)
    readers = dict.fromkeys(sorted(versions), name)
    narrations = Narrations(readers=readers, found=found)
    append_narrations(ledger.writer, make_run("narrate", started), narrations)
