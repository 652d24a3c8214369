"""What several commands share: options, and opening the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from resolvers.cli.console import explain_later, page_never

if TYPE_CHECKING:
    from datetime import datetime

    from provenance.api import Ledger
    from provenance.trail import Scope

F = TypeVar("F", bound=Callable[..., Any])
_DAY = len("2025-09-04")
_AS_OF = "spantrail.as_of"


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


def json_option(function: F) -> F:
    """Add --json, which every reading command has."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print all of it as JSON; each answer has a JSON Schema.",
    )(function)


def as_of_option(function: F) -> F:
    """Add --as-of, which every question and every export has: `open_existing` heeds it."""
    return click.option(
        "--as-of",
        metavar="TIME",
        expose_value=False,
        callback=_note_as_of_moment,
        help="As it was known then: a day (all of it), a time (UTC without a zone) or run:N.",
    )(function)


def _note_as_of_moment(context: click.Context, _: click.Parameter, when: str | None) -> None:
    """Note the moment as of which the command is asked."""
    from provenance.exceptions import LedgerError
    from provenance.records.moments import read_moment

    if when is None:
        return
    try:
        read_moment(when)
    except LedgerError as error:
        raise click.BadParameter(str(error)) from None
    context.meta[_AS_OF] = when


def reading_options(function: F) -> F:
    """Add what every question has: --as-of, and what every answer has."""
    return as_of_option(answer_options(function))


def answer_options(function: F) -> F:
    """Add what every answer has: --json, --explain, --no-pager and --ledger."""
    explain = click.option(
        "--explain",
        is_flag=True,
        expose_value=False,
        callback=lambda _c, _p, value: explain_later(explain=value),
        help="Say below the answer what its columns mean.",
    )
    pager = click.option(
        "--no-pager",
        is_flag=True,
        expose_value=False,
        callback=lambda _c, _p, value: page_never(never=value),
        help="Print long answers as they are.",
    )
    return json_option(explain(pager(ledger_option(function))))


def list_options(
    orders: Sequence[str] = (), *, limit: int | None = None, most: str = "List at most so many."
) -> Callable[[F], F]:
    """Add --sort, --limit and --offset.

    Args:
        orders: what a list can be sorted by, the default first; none where its order is fixed.
        limit: how many it lists unless told otherwise.
        most: what --limit is about.
    """

    def add(function: F) -> F:
        function = click.option(
            "--offset",
            type=click.IntRange(min=0),
            default=0,
            help="Leave out so many before the first.",
        )(function)
        function = click.option(
            "--limit",
            type=click.IntRange(min=1),
            default=limit,
            show_default=limit is not None,
            help=most,
        )(function)
        if not orders:
            return function
        return click.option(
            "--sort",
            type=click.Choice(orders),
            default=orders[0],
            show_default=True,
            help="What comes first.",
        )(function)

    return add


def scope_options(function: F) -> F:
    """Add --article, --story, --outlet, --since and --until, which bound the articles that a list is about."""
    options = (
        click.option(
            "--article",
            "articles",
            multiple=True,
            metavar="ARTICLE",
            help="Only this article; may be given several times.",
        ),
        click.option(
            "--story", metavar="STORY", help="Only this story, by its id or an article's."
        ),
        click.option("--outlet", help="Only what this outlet published."),
        click.option("--since", metavar="TIME", help="Only what was published then or later."),
        click.option(
            "--until", metavar="TIME", help="Only what was published before then; a day is in it."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def scope_of(chosen: dict[str, Any]) -> Scope:
    """Take the options of `scope_options` out of a command's, and return the articles that they name.

    Raises:
        BadParameter: a time is none.
    """
    from provenance.trail import Scope

    since, until = chosen.pop("since"), chosen.pop("until")
    return Scope(
        articles=chosen.pop("articles"),
        story=chosen.pop("story"),
        outlet=chosen.pop("outlet"),
        since=None if since is None else read_time(since),
        until=None if until is None else _read_upper_bound(until),
    )


def _read_upper_bound(value: str) -> datetime:
    """Read a bound; a day ends when the next begins."""
    import datetime as dt

    time = read_time(value)
    return time + dt.timedelta(days=1) if len(value) == _DAY else time


def open_existing(path: Path) -> Ledger:
    """Open a ledger that must be there already, for reading, as of the moment of --as-of.

    Raises:
        LedgerError: the file does not exist, or has no such run.
    """
    import provenance

    must_exist(path)
    context = click.get_current_context(silent=True)
    when = None if context is None else context.meta.get(_AS_OF)
    opened = provenance.open(path, read_only=True, as_of=when)
    if opened.moment is not None and opened.moment.note:
        click.echo(f"spantrail: {opened.moment.note}", err=True)
    return opened


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


def say_bearers(ledger: Ledger, name: str) -> None:
    """Say on standard error whom else an ambiguous name may mean, and how to pick one."""
    found = ledger.bearers(name) if ledger.is_ambiguous(name) else ()
    if len(found) < 2:
        return
    click.echo(
        f"{name!r} may be any of {len(found)} entities; this is the most mentioned one."
        " Name another by its id:",
        err=True,
    )
    for match in found[:10]:
        told = f"{match.mentions} mentions in {match.articles} articles"
        click.echo(f"  {match.entity}  {match.name} ({match.type}), {told}", err=True)
    if len(found) > 10:
        click.echo(f"  and {len(found) - 10} more: spantrail search {name!r}", err=True)


def say_waiting(ledger: Ledger) -> None:
    """Say on standard error what waits for a resolve with what a decision has not at hand."""
    from resolvers.operations.rerun import waiting

    for told in waiting(ledger):
        click.echo(f"spantrail: {told}", err=True)


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
