"""spantrail show: what is known of one entity."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.console import table
from resolvers.cli.decide import print_decisions
from resolvers.cli.options import ledger_option, open_existing


@click.command("show")
@click.argument("entity")
@ledger_option
def command(entity: str, ledger: Path) -> None:
    """Show one entity's names, roles, members and ids, each with a place that states it.

    ENTITY is an id, a name, or an authority's id such as wikidata:Q76.

    Example:
      spantrail show "Dmitry Peskov"
    """
    with open_existing(ledger) as opened:
        view = opened.show(entity)
        decided = opened.decisions(view.entity)
    click.echo(f"{view.name}  ({view.type}, {view.entity}, {view.status})")
    click.echo(f"{view.mentions} mentions in {view.articles} articles of {view.sources} sources")
    if view.speaks_for:
        click.echo(f"speaks for {view.speaks_for}")
    for entry in view.entries:
        click.echo(
            f"{entry.reference}  {entry.names[0]}, {entry.locator}, probability {entry.probability:.3f}"
        )
    said = (("name", view.names), ("role", view.roles), ("member", view.members))
    rows = [(what, words, places) for what, told in said for words, places in told]
    table(
        "Names and roles",
        ("what", "words", "times", "first stated at"),
        [
            (what, words, len(p), f"{p[0].article}:{p[0].span.start}-{p[0].span.end}")
            for what, words, p in rows
        ],
    )
    for kind, from_ids, to_ids in view.events:
        click.echo(
            f"{kind}: {' '.join(from_ids)} -> {' '.join(to_ids)}"
            if from_ids
            else f"{kind}: {' '.join(to_ids)}"
        )
    print_decisions(decided)
