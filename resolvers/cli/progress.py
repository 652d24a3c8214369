"""Show how far long work is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger

    from rich.progress import Progress as Bars

    from resolvers.read_stage import Progress


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar a stage with its rate and the time left on a terminal, and nothing on a pipe."""
    import logging

    log = logging.getLogger(__name__)
    if not sys.stderr.isatty() or log.isEnabledFor(logging.INFO):
        yield partial(_log, log)
        return
    with _bars() as bars:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


def _log(log: Logger, stage: str, done: int, total: int) -> None:
    """Log how far a stage is; the end of it is news, the rest is detail."""
    tell = log.info if done == total else log.debug
    tell("%s: %d of %d", stage, done, total)


def _bars() -> Bars:
    from rich import progress as rich
    from rich.console import Console
    from rich.text import Text

    class Rate(rich.ProgressColumn):
        """Say how many are done in a second."""

        def render(self, task: rich.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.3g}/s")

    columns = (
        rich.TextColumn("{task.description:>9}"),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        Rate(),
        rich.TimeElapsedColumn(),
        rich.TextColumn("left"),
        rich.TimeRemainingColumn(),
    )
    return rich.Progress(*columns, console=Console(stderr=True), transient=True)
