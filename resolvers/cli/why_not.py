"""spantrail why-not: what keeps two entities apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import print_answer, say
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import open_existing, reading_options
from resolvers.cli.why import print_step

if TYPE_CHECKING:
    from provenance.trail import Distance, Join

_VERDICTS = {
    "one entity": "They are one entity; `spantrail why` says why.",
    "never compared": "No blocking rule pairs them: no name, surname, rare word, abbreviation or office is shared.",
    "too weak": "What was compared is not enough.",
    "outweighed": "Some pair is likely, but all together are not, and clusters are joined by the mean.",
}


@click.command("why-not")
@click.argument("a")
@click.argument("b")
@reading_options
def command(a: str, b: str, ledger: Path, *, as_json: bool) -> None:
    """Explain why two mentions or entities are not one.

    A and B are mentions as ARTICLE:START-END, entities by id or name, or words.

    Example:
      spantrail why-not "Emmanuel Macron" "Brigitte Macron"
    """
    with open_existing(ledger) as opened:
        found = opened.why_not(a, b)
    print_answer(found, _print_distance, as_json=as_json)


def _print_distance(found: Distance) -> None:
    from provenance.trail.marking import marked

    for letter, sighting in (("A", found.a), ("B", found.b)):
        say(f"{letter}  {sighting.reference}  [{sighting.entity_name}]  {marked(sighting)}")
    say(_VERDICTS[found.verdict])
    print_decisions(found.decisions)
    if found.mean_probability is None:
        return
    pairs = f"{found.compared} of {found.possible} pairs of profiles were compared"
    say(f"{pairs}; their mean probability is {found.mean_probability:.3f}")
    _print_join("The best pair:", found.best)
    _print_join("The worst pair:", found.worst)


def _print_join(title: str, join: Join | None) -> None:
    from provenance.trail.marking import described

    if join is None:
        return
    say(title)
    for side in (join.a, join.b):
        say(f"  {described(side)}")
    print_step(join.step)
