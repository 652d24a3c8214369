"""Shards: articles as Arrow to evidence as Arrow, without a ledger and without anything between two articles.

The functions are pure. What they give for an article depends on its row and on this release, so
that a task may run anywhere, twice, and beside any others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from provenance.records.articles import Article, Version
from resolvers.claim_matching.authorial_claims import narration_digest
from resolvers.distributed.records import arrow_type, fields, maker, writer
from resolvers.stages.claiming import claims_reader
from resolvers.stages.evidence import Task, VersionEvidence, read_tasks
from resolvers.stages.reader import Reader
from resolvers.storing.times import microseconds_of, time_of

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 16  # of evidence in a batch: about two megabytes


def articles_schema() -> pa.Schema:
    """Return the columns of a shard.

    `version` is a key, `published` microseconds since 1970; what current versions assert
    themselves is `narrated`.
    """
    import pyarrow as pa

    text = [(name, pa.string()) for name in ("version", "article", "text")]
    return pa.schema([*text, ("published", pa.int64()), ("narrated", pa.bool_())])


@cache
def evidence_schema() -> pa.Schema:
    """Return the columns of evidence: whom it was read by, of which version, and what was found."""
    import pyarrow as pa

    found = [(name, arrow_type(of)) for name, of in fields(VersionEvidence).items()]
    return pa.schema([("readers", pa.string()), ("version", pa.string()), *found])


def readers() -> str:
    """Name who reads: evidence of another release, or of other word lists, is not ours."""
    reader = Reader.of(None, None)
    return f"{reader.name}, {claims_reader(reader)}, {narration_digest()}"


def articles_table(tasks: Iterable[Task]) -> pa.Table:
    """Lay what is to be read out as rows of a shard.

    A version that amends another has a key that depends on more than these columns; it is left out,
    and read where its evidence is taken in.
    """
    import pyarrow as pa

    rows = [_article_row(task) for task in tasks if not task.version.amended]
    return pa.Table.from_pylist(rows, schema=articles_schema())


def _article_row(task: Task) -> dict[str, Any]:
    version = task.version
    return {
        "version": version.key,
        "article": version.article.article_id,
        "text": version.text,
        "published": microseconds_of(version.published_at),
        "narrated": task.narrated,
    }


def read_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read batches of articles to batches of evidence: what `mapInArrow` of Spark calls in each task.

    Args:
        batches: rows as `articles_schema` has them.
    """
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            tasks = [_task_from_row(row) for row in batch.slice(start, _ROWS).to_pylist()]
            yield evidence_batch(read_tasks(tasks))


def _task_from_row(row: dict[str, Any]) -> Task:
    version = Version(
        article=Article(article_id=row["article"]),
        text=row["text"],
        published_at=time_of(row["published"]),
    )
    return Task(version, row["narrated"])


def evidence_batch(read: Sequence[VersionEvidence]) -> pa.RecordBatch:
    """Lay evidence out."""
    import pyarrow as pa

    name, write = readers(), writer(VersionEvidence)
    rows = [{"readers": name, "version": found.version, **write(found)} for found in read]
    return pa.RecordBatch.from_pylist(rows, schema=evidence_schema())


def evidence_of_row(row: dict[str, Any]) -> VersionEvidence:
    """Make evidence of a row."""
    found: VersionEvidence = maker(VersionEvidence)(row, row["version"])
    return found
