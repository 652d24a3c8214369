"""Runners: read shards one after the other here, in several processes, or as tasks of Spark."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.exceptions import MissingExtraError
from resolvers.distributed.folders import read_shard
from resolvers.distributed.shards import evidence_schema, read_batches
from resolvers.stages.workers import interrupts_ignored, processes

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Finished = Callable[[Path], None]  # called with a shard whose evidence is there
Runner = Callable[[Sequence[Path], Path, Finished], None]  # shards of articles, the evidence
_ROWS = 64  # articles that Spark hands to a task at once
_PARTITION = 128 << 20  # bytes


def read_here(shards: Sequence[Path], evidence: Path, finished: Finished) -> None:
    """Read shards one after the other."""
    for shard in shards:
        read_shard(shard, _evidence_path(shard, evidence))
        finished(shard)


def read_in_processes(
    shards: Sequence[Path], evidence: Path, finished: Finished, jobs: int
) -> None:
    """Read each shard in one of several processes; they are finished in any order."""
    with processes(jobs) as pool:
        with interrupts_ignored():
            tasks = {pool.submit(read_shard, s, _evidence_path(s, evidence)): s for s in shards}
        try:
            for task in as_completed(tasks):
                task.result()
                finished(tasks[task])
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _evidence_path(shard: Path, folder: Path) -> Path:
    return folder / shard.name.replace("articles-", "evidence-")


def read_on_spark(
    shards: Sequence[Path], evidence: Path, session: SparkSession | None = None
) -> None:
    """Read each shard in a task of Spark, which sees the folders under the same names.

    Args:
        shards: files of articles.
        evidence: the folder to add to.
        session: where the tasks run; the active one, or a new one, otherwise.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    session = session or spark_session()
    from pyspark.sql.pandas.types import from_arrow_schema

    # A file is a task: what would fill it up with another costs as much as a task may have.
    session.conf.set("spark.sql.files.maxPartitionBytes", str(_PARTITION))
    session.conf.set("spark.sql.files.openCostInBytes", str(_PARTITION))
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(_ROWS))
    articles = session.read.parquet(*(shard.absolute().as_uri() for shard in shards))
    found = articles.mapInArrow(read_batches, from_arrow_schema(evidence_schema()))
    # Small row groups, so that a batch that is taken in reads little else.
    target = found.write.mode("append").option("parquet.block.size", 8 << 20)
    target.parquet(evidence.absolute().as_uri())


def spark_session(master: str | None = None) -> SparkSession:
    """Return the active session of Spark, or begin one.

    Args:
        master: where tasks run, such as local[2] or spark://host:7077; what the environment or
            `spark-submit` says otherwise.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("pyspark", "spark") from None
    if master is None or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("spantrail").config("spark.ui.enabled", "false")
    if master:
        builder = builder.master(master)
    session: SparkSession = builder.getOrCreate()
    return session
