"""spantrail sample: draw mentions to be labelled, for an estimate of how good the whole ledger is."""

from __future__ import annotations

from pathlib import Path

import click

from resolvers.cli.options import as_of_option, ledger_option, open_existing


@click.command("sample")
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The .jsonl file to write.",
)
@click.option(
    "--size", type=click.IntRange(min=2), default=50, show_default=True, help="Mentions to draw."
)
@click.option(
    "--members",
    type=click.IntRange(min=1),
    default=4,
    show_default=True,
    help="Others of an entity to ask about.",
)
@click.option(
    "--others",
    type=click.IntRange(min=0),
    default=6,
    show_default=True,
    help="Near entities to ask about.",
)
@click.option(
    "--type",
    "category",
    type=click.Choice(("PER", "ORG", "LOC")),
    help="Draw only mentions of this type.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@as_of_option
@ledger_option
def command(
    *,
    path: Path,
    size: int,
    members: int,
    others: int,
    category: str | None,
    seed: int,
    ledger: Path,
) -> None:
    """Draw mentions at random, and write questions about them to a file.

    What people decided is answered already, and `evaluate` takes later decisions for answers, too.
    Each line shows a mention in its context. The first line of a question is the mention drawn;
    write true or false into "same" of the others, and hand the file to `spantrail evaluate`.

    Example:
      spantrail sample --to questions.jsonl
      spantrail evaluate questions.jsonl
    """
    from resolvers.evaluation.answers import ask

    with open_existing(ledger) as opened:
        drawn, asked = ask(
            opened, path, size=size, members=members, others=others, seed=seed, category=category
        )
    click.echo(
        f'{drawn} mentions drawn, {asked} lines to answer in {path}: is it the same? "same": true or false',
        err=True,
    )
