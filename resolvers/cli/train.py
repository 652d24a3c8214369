"""spantrail train: a model re-estimated from a ledger and its labels, and what it would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resolvers.cli.console import table
from resolvers.cli.options import as_of_option, ledger_option, open_existing
from resolvers.cli.statuses import FAILED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resolvers.linking.learning import Learned
    from resolvers.linking.model import Model
    from resolvers.training.tuning import EntityChange, Impact

_SHOWN = 12


@click.command("train")
@click.argument("labels", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The model file to write.",
)
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Start from this model file instead of the shipped one.",
)
@click.option(
    "--em-levels",
    is_flag=True,
    help="Let EM estimate levels too where there are no labels; see the docs first.",
)
@as_of_option
@ledger_option
def command(
    *, labels: tuple[Path, ...], path: Path, model: Path | None, em_levels: bool, ledger: Path
) -> None:
    """Re-estimate the linking model from a ledger and labels, and say what would change if it were used.

    LABELS are files of labelled mentions, or samples of `spantrail sample` with their answers. The
    ledger stays as it is.

    Example:
      spantrail train answers.jsonl --to own-model.json
      spantrail resolve --model own-model.json
    """
    from resolvers.linking.model import Model, default_model
    from resolvers.training.tuning import read_labels, tune

    with open_existing(ledger) as opened:
        known, refused = read_labels(opened, labels)
        base = Model.load(model) if model else default_model()
        learned, impact = tune(opened, base, known, em_levels=em_levels)
    learned.model.save(path)
    _print_learned(learned, base)
    _print_impact(impact)
    click.echo(
        f"{path}: model {learned.model.key[:16]}; use it with: spantrail resolve --model {path} --ledger {ledger}"
    )
    for error in refused:
        click.echo(f"refused: {error}", err=True)
    if refused:
        sys.exit(FAILED)


def _print_learned(learned: Learned, base: Model) -> None:
    count, matches = learned.labelled
    counted = ", ".join(learned.from_labels) or "none"
    click.echo(
        f"{count} labelled pairs, {matches} of them one entity; {learned.unlabelled} pairs without a label"
    )
    click.echo(
        f"counted from labels: {counted}; by EM: {', '.join((*learned.by_em, 'share of matches'))}"
    )
    share = f"share of matches {base.prior:.3f} before, {learned.model.prior:.3f} after"
    click.echo(f"EM stood still after {learned.rounds} rounds; {share}")
    click.echo(
        f"calibration {'fitted to the labels' if learned.curve else 'kept: too few labels to fit one'}"
    )


def _print_impact(impact: Impact) -> None:
    _print_weights(impact)
    if impact.surprise is not None:
        _print_surprise(*impact.surprise)
    click.echo(f"pairs that would be joined {impact.joined}, parted {impact.parted}")
    click.echo(f"entities {impact.entities[0]} before, {impact.entities[1]} after")
    _print_entity_changes(
        "Entities that would merge", ("entity", "made of", "mentions"), impact.merges
    )
    _print_entity_changes(
        "Entities that would split", ("entity", "falls into", "mentions"), impact.splits
    )


def _print_weights(impact: Impact) -> None:
    """Print the levels whose weight changes by more than a trifle."""
    from resolvers.linking.comparisons import LABELS

    moved = [
        (c, LABELS[c, level], f"{old:+.1f}", f"{new:+.1f}")
        for c, level, old, new in impact.weights
        if abs(new - old) >= 0.05
    ]
    table("Weights that change (log2)", ("feature", "level", "before", "after"), moved[:_SHOWN])


def _print_surprise(before: float, after: float) -> None:
    """Say whether labels that were held out surprise the new model less."""
    better = "the new model is better"
    worse = "the new model is NOT better: label more, or keep the old one"
    click.echo(
        f"surprise at labels held out (bits a pair): {before:.3f} before, {after:.3f} after;"
        f" {better if after < before else worse}"
    )


def _print_entity_changes(
    title: str, header: Sequence[str], changes: Sequence[EntityChange]
) -> None:
    rows = [(c.name, " | ".join(c.parts), str(c.mentions)) for c in changes[:_SHOWN]]
    if rows:
        table(f"{title}: {len(changes)}", header, rows)
