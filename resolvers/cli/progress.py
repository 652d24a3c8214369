"""Show how far long work is, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import Logger

    from rich.progress import Progress as Bars

    from resolvers.stages.reading import Progress


_EVERY = 10.0  # seconds between two lines on a pipe


@contextmanager
def progress(*, lines: bool = False) -> Iterator[Progress]:
    """Show a bar a stage with its rate and the time left on a terminal, and nothing on a pipe.

    Where progress is shown, whoever presses Ctrl-C is told how far the stage was.

    Args:
        lines: on a pipe, write a line on standard error when a stage begins and ends, and every ten
            seconds between.
    """
    last: list[tuple[str, int, int]] = []
    try:
        with _progress_display(lines=lines) as show:

            def tell(stage: str, done: int, total: int) -> None:
                last[:] = [(stage, done, total)]
                show(stage, done, total)

            yield tell
    except BaseException as error:
        from resolvers.cli.failures import is_interruption  # attrs, which the help does not need

        if is_interruption(error) and (lines or sys.stderr.isatty()):
            sys.stderr.writelines(
                f"{stage}: {done} of {total} done\n" for stage, done, total in last
            )
        raise


@contextmanager
def _progress_display(*, lines: bool) -> Iterator[Progress]:
    """Choose how progress is shown: bars, lines, or the log alone."""
    import logging

    log = logging.getLogger(__name__)
    if log.isEnabledFor(logging.INFO):
        yield partial(_log, log)
        return
    if not sys.stderr.isatty():
        yield Lines().tell if lines else partial(_log, log)
        return
    with _bars() as bars:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


class Lines:
    """Write how far a stage is, a line now and then, with the rate and the time left."""

    def __init__(self, every: float = _EVERY) -> None:
        self._every, self._stage, self._first, self._begun, self._told = every, "", 0, 0.0, 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        """Write a line where a stage begins or ends, or the last line is old."""
        now = time.monotonic()
        begins = stage != self._stage
        if begins:
            self._stage, self._first, self._begun = stage, done, now
        elif done < total and now - self._told < self._every:
            return
        self._told = now
        sys.stderr.write(f"{stage}: {done} of {total}{self._time_left(now, done, total)}\n")
        sys.stderr.flush()

    def _time_left(self, now: float, done: int, total: int) -> str:
        spent, steps = now - self._begun, done - self._first
        if spent <= 0 or steps <= 0:
            return ""
        rate = steps / spent
        return f", {rate:.3g}/s, {(total - done) / rate:.0f} s left"


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
