"""Read articles in several processes or on Spark, and conclude once.

    >>> from resolvers import distributed
    >>> distributed.articles_schema().names
    ['version', 'article', 'text', 'published', 'narrated']

`run` does all of it. The functions below it are pure functions over Arrow, for a plan of one's own.
"""

from __future__ import annotations

from resolvers.distributed.folders import EvidenceFolder, read_shard, write_articles
from resolvers.distributed.runners import read_on_spark, spark_session
from resolvers.distributed.running import RUNNERS, run
from resolvers.distributed.shards import (
    articles_schema,
    articles_table,
    evidence_schema,
    read_batches,
)

__all__ = [
    "RUNNERS",
    "EvidenceFolder",
    "articles_schema",
    "articles_table",
    "evidence_schema",
    "read_batches",
    "read_on_spark",
    "read_shard",
    "run",
    "spark_session",
    "write_articles",
]
