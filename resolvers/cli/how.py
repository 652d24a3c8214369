"""spantrail how: what holds an entity together, the weakest link first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, say
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import open_existing, reading_options, say_bearers
from resolvers.cli.why import print_step

if TYPE_CHECKING:
    from provenance.trail import Making


@click.command("how")
@click.argument("entity")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Links to explain, the weakest.",
)
@reading_options
def command(entity: str, limit: int, ledger: Path, *, as_json: bool) -> None:
    """Explain how an entity came to be: the comparisons that hold it together, the weakest first.

    ENTITY is an id (ent-…) or a name.

    Example:
      spantrail how "Dmitry Peskov"
    """
    with open_existing(ledger) as opened:
        say_bearers(opened, entity)
        found = opened.how(entity, limit=limit)
    print_answer(found, _print_making, as_json=as_json)


def _print_making(found: Making) -> None:
    from provenance.trail.marking import described

    say(f"{found.name} ({found.entity})")
    say(
        f"{found.chains} chains, one an article, with {found.profiles} different profiles; "
        f"{found.compared} pairs of profiles compared"
    )
    if not found.joins:
        say("Nothing was compared: all chains state the same, or there is one alone.")
    for number, join in enumerate(found.joins, 1):
        say(f"{number}.")
        for side in (join.a, join.b):
            say(f"  {described(side)}")
        print_step(join.step)
    if found.others:
        say(f"{found.others} more links hold it together, all stronger; --limit lists them.")
    print_decisions(found.decisions)
