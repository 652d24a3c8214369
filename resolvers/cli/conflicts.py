"""spantrail conflicts: what cannot both hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import json_of, table
from resolvers.cli.options import ledger_option, open_existing, read_time

if TYPE_CHECKING:
    from provenance.trail import ConflictView, Side


@click.command("conflicts")
@click.option(
    "--as-of", metavar="TIME", help="As it was known at this time (ISO 8601; UTC without a zone)."
)
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
@ledger_option
def command(as_of: str | None, ledger: Path, *, as_json: bool) -> None:
    """List the claims that cannot both hold, with both texts, both speakers and the origins behind each side.

    The surest come first, with how sure it is that both answer one question, and why.
    Updates (a toll that rose) stand behind the conflicts, and those that have ended, by a
    correction, come last.

    Example:
      spantrail conflicts
    """
    with open_existing(ledger) as opened:
        found = opened.conflicts(as_of=None if as_of is None else read_time(as_of))
    if as_json:
        click.echo(json_of(found))
        return
    print_conflicts(found)


def print_conflicts(found: list[ConflictView]) -> None:
    """Print conflicts, one row an answer."""
    rows = []
    for number, conflict in enumerate(found, 1):
        for side in (conflict.a, conflict.b):
            rows += [
                (number, _kind(conflict), conflict.question, _sure(conflict), *cells)
                for cells in _answers(side)
            ]
    header = (
        "conflict",
        "kind",
        "question",
        "sure",
        "group",
        "origins",
        "article",
        "outlet",
        "speaker",
        "does",
        "answer",
        "said",
    )
    table("Conflicts", header, rows)


def _kind(conflict: ConflictView) -> str:
    if conflict.status == "open":
        return conflict.kind
    why = f" by a correction of {', '.join(conflict.ended_by)}" if conflict.ended_by else ""
    return f"{conflict.kind}, ended{why}"


def _sure(conflict: ConflictView) -> str:
    """Say how sure it is that both answer one question, and why."""
    return f"{conflict.probability:.2f}, {conflict.reason}"


def _answers(side: Side) -> list[tuple[object, ...]]:
    return [
        (
            side.group,
            len(side.origins),
            given.reference,
            given.voice.outlet,
            given.voice.speaker_name,
            given.does,
            given.surface if given.surface != given.voice.words else None,
            given.voice.words,
        )
        for given in side.answers
    ]
