"""Running: articles are read in shards by a runner, and one ledger concludes from all evidence."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.exceptions import InputError
from resolvers.distributed.folders import EvidenceFolder, write_articles
from resolvers.distributed.runners import (
    Finished,
    Runner,
    read_here,
    read_in_processes,
    read_on_spark,
    spark_session,
)
from resolvers.pipeline import Outcome, resolve
from resolvers.stages.evidence import Task
from resolvers.stages.reader import Reader

if TYPE_CHECKING:
    from provenance.ledger.store import Store
    from resolvers.stages.reading import Progress

RUNNERS = ("here", "processes", "spark")
SHARDS = "shards"  # the stage of reading in tasks, as progress tells it
_SHARD = 250  # articles: a minute of reading, and what a lost task loses


def run(
    ledger: Store,
    work: Path,
    *,
    runner: str = "here",
    shards: int | None = None,
    jobs: int = 1,
    master: str | None = None,
    coverage: bool = True,
    progress: Progress | None = None,
) -> Outcome:
    """Read what is new in shards, take the evidence in, and resolve, as `resolve` does.

    Names, chains, profiles, claims and what outlets assert are read in tasks. Linking, copies,
    stories and which claims agree are found once, here. Evidence that is in the folder already is
    not read again, so a run that was stopped goes on.

    Args:
        ledger: an open ledger with the articles.
        work: a folder for shards and evidence, which the machines of all tasks see under this path.
        runner: who reads: here, processes or spark.
        shards: how many; one for 250 articles otherwise.
        jobs: processes that read, of the runner of that name.
        master: of Spark; see `spark_session`.
        coverage: find copies, stories, same claims and conflicts too.
        progress: called with the stage, how much is done and how much there is. The stage of shards
            begins with what runs before this one have read.

    Raises:
        InputError: there is no such runner.
        LedgerError: the folder has evidence that another release read.
        MissingExtraError: pyspark is not installed.
    """
    read = _runner_named(runner, jobs, master)
    articles, evidence = work / "articles", work / "evidence"
    tasks, known = _pending_tasks(ledger, EvidenceFolder.open(evidence))
    tell = _shard_progress(progress or _silent_progress, known, known + len(tasks))
    if tasks:
        read(write_articles(articles, tasks, shards or -(-len(tasks) // _SHARD)), evidence, tell)
    found = EvidenceFolder.open(evidence)
    return resolve(ledger, evidence=found, jobs=jobs, coverage=coverage, progress=progress)


def _runner_named(name: str, jobs: int, master: str | None) -> Runner:
    """Return the runner of a name.

    Raises:
        InputError: there is none.
    """
    if name == "here":
        return read_here
    if name == "processes":
        return partial(read_in_processes, jobs=jobs)
    if name == "spark":
        return lambda shards, evidence, _: read_on_spark(shards, evidence, spark_session(master))
    raise InputError(f"{name!r} is no runner; they are {', '.join(RUNNERS)}")


def _silent_progress(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def _shard_progress(tell: Progress, known: int, total: int) -> Finished:
    """Tell how many articles have evidence, now and whenever a shard has been read."""
    import pyarrow.parquet as pq

    done = [known]
    tell(SHARDS, known, total)

    def finished(shard: Path) -> None:
        done[0] += pq.read_metadata(shard).num_rows
        tell(SHARDS, done[0], total)

    return finished


def _pending_tasks(ledger: Store, known: EvidenceFolder) -> tuple[list[Task], int]:
    """List what nobody has read, here or elsewhere, and count what a run before this one has."""
    numbers = ledger.unread_numbers(Reader.of(None, None).name, superseded=True)
    versions = ledger.numbered(list(numbers))
    tasks = map(Task, versions, numbers.values())
    pending = [task for task in tasks if task.version.key not in known.places]
    return pending, len(numbers) - len(pending)
