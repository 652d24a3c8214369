"""spantrail conflicts: what cannot both hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provenance.kinds import CONFLICT_KINDS
from resolvers.cli.conflict_blocks import print_conflicts
from resolvers.cli.console import print_answer, print_rest
from resolvers.cli.options import (
    list_options,
    open_existing,
    reading_options,
    scope_of,
    scope_options,
)

if TYPE_CHECKING:
    from provenance.trail import Answers, ConflictView


@click.command("conflicts")
@click.option("--kind", type=click.Choice(CONFLICT_KINDS), help="Only conflicts of this kind.")
@click.option(
    "--status", type=click.Choice(["open", "ended"]), help="Only those that stand, or have ended."
)
@scope_options
@list_options(("sure", "origins", "time"))
@reading_options
def command(
    *,
    kind: str | None,
    status: str | None,
    ledger: Path,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401  (the options of a list)
) -> None:
    """List the claims that cannot both hold, with both texts, both speakers and the origins behind each side.

    The surest come first, with how sure it is that both answer one question, and why.
    Updates (a toll that rose) stand behind the conflicts, and those that have ended, by a
    correction, come last.

    Example:
      spantrail conflicts
      spantrail conflicts --kind money --since 2025-09-01
    """
    from provenance.trail import ConflictFilter

    wanted = ConflictFilter(
        kind=kind,
        status=status,
        within=scope_of(chosen),
    )
    with open_existing(ledger) as opened:
        found = opened.conflicts(wanted, **chosen)
    print_answer(found, _print_found_conflicts, as_json=as_json)


def _print_found_conflicts(found: Answers[ConflictView]) -> None:
    print_conflicts(found, first=True)
    print_rest(found)
