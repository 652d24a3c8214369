"""spantrail events: what happened to entities, stories, origins and propositions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, table
from resolvers.cli.options import as_of_option, json_option, ledger_option, open_existing

if TYPE_CHECKING:
    from provenance.trail import Answers, LedgerEvent

# As `provenance.trail.events.PARTITIONS`, which would load what --help does without.
_OF = ("entity", "story", "origin", "proposition")
_HEADER = ("run", "at", "of", "what", "from", "to", "name", "came", "went", "cause", "cursor")


@click.command("events")
@click.option(
    "--since",
    metavar="CURSOR|TIME",
    help="Go on behind the event of this cursor; or from a day, a time, or behind run:N.",
)
@click.option("--of", type=click.Choice(_OF), help="Only what happened to these.")
@click.option("--limit", type=click.IntRange(min=1), help="List at most so many.")
@json_option
@as_of_option
@ledger_option
def command(
    since: str | None, of: str | None, limit: int | None, ledger: Path, *, as_json: bool
) -> None:
    """List what happened to the ids of entities, stories, origins and propositions, in order.

    Ids are created, merged, split, retired and renamed, and members come and go, with the cause
    and the decisions behind it. With --json each event is one line. Keep the cursor of the last
    one, and go on behind it: whoever assigns each member that came to its id has what the ledger
    has.

    Example:
      spantrail events --since 2025-09-04
      spantrail events --json --since "$CURSOR" >> events.jsonl
    """
    with open_existing(ledger) as opened:
        found = opened.events(since, of=of, limit=limit)
    if as_json:
        _print_event_lines(found)
    else:
        print_answer(found, _print_events, as_json=False)


def _print_event_lines(found: Answers[LedgerEvent]) -> None:
    import json

    for event in found:
        click.echo(json.dumps(event.to_dict(), ensure_ascii=False))


def _print_events(found: Answers[LedgerEvent]) -> None:
    table("Events", _HEADER, [_event_row(event) for event in found])


def _event_row(event: LedgerEvent) -> tuple[str, ...]:
    from provenance.trail.marking import minute

    return (
        str(event.run),
        minute(event.at) or "",
        event.partition,
        event.kind,
        " ".join(event.from_ids),
        " ".join(event.to_ids),
        event.name or "",
        " ".join(event.came),
        " ".join(event.went),
        event.cause or "",
        event.cursor,
    )
