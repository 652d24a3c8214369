"""Folders: shards of articles and of evidence as Parquet files, in a folder that all tasks see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from provenance.exceptions import LedgerError
from provenance.identifiers import content_hash
from resolvers.distributed.shards import (
    articles_table,
    evidence_of_row,
    evidence_schema,
    read_batches,
    readers,
)
from resolvers.stages.evidence import Task, VersionEvidence
from resolvers.stages.runs import BATCH
from resolvers.storing.tables import in_blocks

if TYPE_CHECKING:
    import pyarrow as pa

Place = tuple[Path, int, int]  # file, row group, row in it


def write_articles(folder: Path, tasks: Sequence[Task], shards: int) -> list[Path]:
    """Write tasks to shards of nearly one size, in their order; none is empty.

    Neighbours stay together, so that a batch of evidence is found in few places.
    """
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    size = -(-len(tasks) // max(1, min(shards, len(tasks))))
    blocks = list(in_blocks(tasks, size or 1))
    paths = [folder / _shard_name(number, block) for number, block in enumerate(blocks)]
    for path, block in zip(paths, blocks, strict=True):
        _write_atomically(path, partial(pq.write_table, articles_table(block)))
    return paths


def _shard_name(number: int, tasks: Sequence[Task]) -> str:
    """Name a shard by its content, so that another run never writes over what it does not read."""
    digest = content_hash(*(task.version.key for task in tasks))
    return f"articles-{number:05d}-{digest[:16]}.parquet"


def read_shard(articles: Path, evidence: Path) -> Path:
    """Read one shard of articles to one file of evidence, which is there whole or not at all."""
    import pyarrow.parquet as pq

    evidence.parent.mkdir(parents=True, exist_ok=True)

    def write(to: Path) -> None:
        with (
            pq.ParquetFile(articles) as shard,
            pq.ParquetWriter(to, evidence_schema(), compression="zstd") as out,
        ):
            for batch in read_batches(shard.iter_batches()):
                out.write_batch(batch)

    _write_atomically(evidence, write)
    return evidence


def _write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    part = path.with_name(f".{path.name}.part")
    write(part)
    part.replace(path)


@attrs.frozen
class EvidenceFolder:
    """Find evidence by the keys of versions in the Parquet files of a folder.

    Args:
        places: where the evidence of each version is; of one that was read twice, any of them.
    """

    places: dict[str, Place]

    @classmethod
    def open(cls, folder: Path) -> EvidenceFolder:
        """List what is in a folder; hidden files and those that begin with _ are unfinished.

        Raises:
            LedgerError: evidence was read by another release, or with other word lists.
        """
        places: dict[str, Place] = {}
        for path in sorted(folder.glob("*.parquet")):
            if not path.name.startswith((".", "_")):
                places.update(_places_of_evidence(path))
        return cls(places)

    def read(
        self,
        tasks: Iterable[Task],
        otherwise: Callable[[Iterable[Task]], Iterator[VersionEvidence]],
    ) -> Iterator[VersionEvidence]:
        """Yield the evidence of tasks, in their order; what is missing is read otherwise."""
        waiting = iter(tasks)
        while block := list(islice(waiting, BATCH)):
            found = self._evidence_of_versions([task.version.key for task in block])
            missing = [task for task in block if task.version.key not in found]
            rest = otherwise(missing)
            for task in block:
                evidence = found.get(task.version.key) or next(rest)
                yield evidence if task.narrated else attrs.evolve(evidence, narrations=())

    def _evidence_of_versions(self, keys: Sequence[str]) -> dict[str, VersionEvidence]:
        """Read the row groups that hold the evidence of some versions, one after the other."""
        wanted: defaultdict[tuple[Path, int], list[int]] = defaultdict(list)
        for key in keys:
            if key in self.places:
                path, group, row = self.places[key]
                wanted[path, group].append(row)
        rows = (row for place, at in wanted.items() for row in _evidence_rows(*place, at))
        return {row["version"]: evidence_of_row(row) for row in rows}


def _places_of_evidence(path: Path) -> dict[str, Place]:
    import pyarrow.parquet as pq

    found: dict[str, Place] = {}
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            table: pa.Table = file.read_row_group(group, columns=["readers", "version"])
            for name in set(table["readers"].to_pylist()) - {readers()}:
                what = f"the evidence of {path} was read by {name}, and this is {readers()}"
                raise LedgerError(f"{what}; install the same release everywhere, and read it anew")
            keys = table["version"].to_pylist()
            found.update((key, (path, group, row)) for row, key in enumerate(keys))
    return found


def _evidence_rows(path: Path, group: int, rows: Sequence[int]) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        taken: list[dict[str, Any]] = file.read_row_group(group).take(sorted(rows)).to_pylist()
    return taken
