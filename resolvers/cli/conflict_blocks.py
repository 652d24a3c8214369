"""Print conflicts: on a terminal a block each, on a pipe one line an answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import note_columns, print_table, say

if TYPE_CHECKING:
    from provenance.trail import ConflictView, Side


def print_conflicts(conflicts: Sequence[ConflictView], *, first: bool = False) -> None:
    """Print conflicts, the question of each above the answers of both sides.

    Args:
        conflicts: what to print.
        first: nothing stands above it.
    """
    from provenance.trail.tables import conflict_table

    table = conflict_table(conflicts)
    if not sys.stdout.isatty():
        print_table(table)
        return
    note_columns(table.columns)
    click.secho("Conflicts" if first else "\nConflicts", bold=True)
    if not conflicts:
        click.echo("(none)")
    for number, conflict in enumerate(conflicts, 1):
        _print_block(number, conflict)


def _print_block(number: int, conflict: ConflictView) -> None:
    from provenance.trail.tables import conflict_kind

    sure = f"{conflict.probability:.2f}, {conflict.reason}"
    say(f"{number}. {conflict.question} ({conflict_kind(conflict)}; one question: {sure})")
    for side in (conflict.a, conflict.b):
        _print_side(side)


def _print_side(side: Side) -> None:
    origins = len(side.origins)
    say(f"   {side.group}  {origins} {'origin' if origins == 1 else 'origins'}")
    for given in side.answers:
        voice = given.voice
        whole = given.surface == voice.words
        answer = "" if whole else f"  {' '.join(given.surface.split())!r}"
        who = f"{voice.speaker_name or 'nobody named'}  {given.does}"
        say(f"     {given.reference}  {voice.outlet or '(no outlet)'}  {who}{answer}")
        say(f"       {' '.join(voice.words.split())}")
        if voice.link:
            click.echo(f"       {voice.link}")
