"""Moments of a ledger: what may name one, and the run whose end it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TypeAlias

import attrs

from provenance.exceptions import LedgerError

When: TypeAlias = str | date | int  # a datetime is a date

_RUN = "run:"
_FORMS = (
    "a day (2025-09-04, all of it), a time (2025-09-04T18:00, UTC unless it names a zone)"
    " or a run (run:7)"
)


@attrs.frozen(kw_only=True)
class Moment:
    """The end of a run, as of which a ledger is asked.

    Args:
        run: the run's number; 0 stands for the time before the first.
        ended_at: when it ended; None before the first run.
        first_at: when the first run ended, if there is any.
    """

    run: int
    ended_at: datetime | None = None
    first_at: datetime | None = None

    def __str__(self) -> str:
        """Name the run and its end."""
        if self.ended_at is None:
            return "before the first run"
        return f"run {self.run}, ended {_utc_time_text(self.ended_at)}"

    @property
    def note(self) -> str | None:
        """Say why everything is empty, where it is."""
        if self.run:
            return None
        first = (
            "there is none"
            if self.first_at is None
            else f"it ended {_utc_time_text(self.first_at)}"
        )
        return f"nothing was known before the first run: {first}"


def _utc_time_text(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def read_moment(when: When) -> datetime | int:
    """Return the latest time that a moment includes, or the number of the run that it names.

    >>> read_moment("2025-09-04T18:00")
    datetime.datetime(2025, 9, 4, 18, 0, tzinfo=datetime.timezone.utc)
    >>> read_moment("run:7")
    7

    Args:
        when: a day, which includes all of it; a time, UTC unless it names a zone; or a run, as
            `run:7` or a number.

    Raises:
        LedgerError: it is none of these.
    """
    return _read_when(when, time.max)


def read_start(when: When) -> datetime | int:
    """Return the first time that a moment includes, or the number of the run that it names.

    Raises:
        LedgerError: as `read_moment` does.
    """
    return _read_when(when, time.min)


def _read_when(when: When, of_day: time) -> datetime | int:
    if isinstance(when, str):
        when = _read_written_moment(when.strip())
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    if isinstance(when, date):
        return datetime.combine(when, of_day, UTC)
    if isinstance(when, int) and not isinstance(when, bool) and when >= 0:
        return when
    raise _malformed(when)


def _read_written_moment(words: str) -> When:
    """Read a moment as it is written on a command line."""
    if words.startswith(_RUN) and words.removeprefix(_RUN).isdecimal():
        return int(words.removeprefix(_RUN))
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(words)
        except ValueError:
            continue
    raise _malformed(words)


def _malformed(when: object) -> LedgerError:
    return LedgerError(f"{when!r} is no moment; write {_FORMS}")
