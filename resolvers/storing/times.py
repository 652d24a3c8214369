"""Times as the ledger's indexes and shards hold them: whole microseconds of the epoch, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def time_of(microseconds: int | None) -> datetime | None:
    """Return a time for microseconds of the epoch; None for none."""
    return None if microseconds is None else _EPOCH + microseconds * _MICROSECOND


def microseconds_of(time: datetime | None) -> int | None:
    """Return microseconds of the epoch for a time; None for none.

    >>> microseconds_of(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return None if time is None else (time - _EPOCH) // _MICROSECOND
