"""Workers: processes that read articles, a bounded number of them ahead of whoever writes."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING

from resolvers.stages.evidence import Task, VersionEvidence, evidence_of, read_tasks
from resolvers.stages.reader import Reader

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_CHUNK = 8  # articles handed to a process at once
# Chunks that are read or wait to be written: while a batch of 500 articles is appended, which takes
# as long as to read sixty in two processes, none of them stands still; memory is bounded by it.
_AHEAD = 24


class Workers:
    """Read with several processes.

    Evidence comes back in the order of the tasks, whatever their number.

    Only our own reader is shared out: a caller's tagger may not survive the way into another
    process.
    """

    def __init__(self, reader: Reader, jobs: int) -> None:
        own = reader.given is None and reader.adapter is None
        self.reader = reader
        self.pool = processes(jobs) if own and jobs > 1 else None

    def read(self, tasks: Iterable[Task]) -> Iterator[VersionEvidence]:
        """Read versions, in their order; tasks are taken as they are needed."""
        if self.pool is None:
            return map(self._read_evidence, tasks)
        return self._read_ahead(self.pool, iter(tasks))

    def _read_evidence(self, task: Task) -> VersionEvidence:
        chains = self.reader.read(task.version)
        return evidence_of(task, chains, passed_over=self.reader.passes_over(task.version.text))

    @staticmethod
    def _read_ahead(pool: ProcessPoolExecutor, tasks: Iterator[Task]) -> Iterator[VersionEvidence]:
        waiting: deque[Future[list[VersionEvidence]]] = deque()
        while chunk := list(islice(tasks, _CHUNK)):
            with interrupts_ignored():  # a process may start here
                waiting.append(pool.submit(read_tasks, chunk))
            if len(waiting) > _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)


def processes(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of processes that end with this one."""
    # Not forked: DuckDB's threads would not live on in the child.
    spawn = get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_end_with_parent)


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Let processes that start meanwhile ignore Ctrl-C.

    A terminal sends it to all of them, and the one that started them tells it.
    """
    if current_thread() is not main_thread():
        yield  # no other thread may set what signals do
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_with_parent() -> None:
    """Watch the process that started this one.

    A worker whose parent was killed would wait for ever.
    """
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
