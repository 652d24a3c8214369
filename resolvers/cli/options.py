"""What several commands share: the ledger option, and opening it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from datetime import datetime

    from provenance.api import Ledger

F = TypeVar("F", bound=Callable[..., Any])


def ledger_option(function: F) -> F:
    """Add --ledger, which defaults to $SPANTRAIL_LEDGER, else spantrail.duckdb in the working folder."""
    return click.option(
        "--ledger",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="SPANTRAIL_LEDGER",
        default="spantrail.duckdb",
        show_default=True,
        help="The ledger file; $SPANTRAIL_LEDGER sets another default.",
    )(function)


def open_existing(path: Path) -> Ledger:
    """Open a ledger that must be there already, for reading.

    Raises:
        LedgerError: the file does not exist.
    """
    import provenance

    must_exist(path)
    return provenance.open(path, read_only=True)


def must_exist(path: Path) -> None:
    """Refuse a ledger that is not there, instead of making an empty one.

    Raises:
        LedgerError: the file does not exist.
    """
    from provenance.exceptions import LedgerError

    if not path.exists():
        message = (
            f"there is no ledger at {path}; make one with: spantrail ingest PATH --ledger {path}"
        )
        raise LedgerError(message)


def read_time(value: str) -> datetime:
    """Read a time of the command line; one without a zone is UTC.

    Raises:
        BadParameter: it is no time.
    """
    import datetime as dt

    try:
        time = dt.datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"{value!r} is no time; write 2025-09-04 or 2025-09-04T18:00"
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
