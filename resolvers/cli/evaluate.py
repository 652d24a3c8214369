"""spantrail evaluate: how well entities agree with labels, with error bars."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from resolvers.cli.console import table
from resolvers.cli.options import as_of_option, ledger_option, open_existing
from resolvers.cli.statuses import FAILED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provenance.api import Ledger
    from provenance.exceptions import InputError
    from resolvers.evaluation.calibration import Calibration
    from resolvers.evaluation.cue_counts import Ties
    from resolvers.evaluation.report import Evaluation, Naming, View


@click.command("evaluate")
@click.argument(
    "gold", metavar="GOLD", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--actors",
    is_flag=True,
    help="Take governments and their seats as the country that they speak for.",
)
@click.option(
    "--resamples",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help="Draws for the error bars.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@click.option(
    "--to",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all figures to a .json file.",
)
@as_of_option
@ledger_option
def command(
    *, gold: Path, actors: bool, resamples: int, seed: int, path: Path | None, ledger: Path
) -> None:
    """Compare the entities of a ledger with labels.

    GOLD is JSON Lines of labelled mentions (article, start, end, entity, and maybe type and kind),
    or a sample drawn by `spantrail sample` whose questions have been answered.

    Example:
      spantrail evaluate gold.jsonl --ledger news.duckdb
      spantrail evaluate gold.jsonl --to figures.json
    """
    from provenance.exceptions import InputError
    from resolvers.evaluation.answers import is_sample
    from resolvers.evaluation.gold import match, read_gold
    from resolvers.evaluation.report import evaluate

    with open_existing(ledger) as opened:
        if is_sample(gold):
            _evaluate_sample(opened, gold, path)
            return
        labelled, refused = read_gold(opened, gold)
        if not labelled:
            raise refused[0] if refused else InputError("there are no labels", file=str(gold))
        report = evaluate(
            opened, match(opened, labelled, actors=actors), resamples=resamples, seed=seed
        )
    _print_evaluation(report)
    _finish_evaluation(report, path, refused)


def _evaluate_sample(opened: Ledger, answered: Path, path: Path | None) -> None:
    from resolvers.evaluation.answers import read_answers, sum_up

    answers, refused = read_answers(opened, answered)
    found, left = sum_up(answers)
    click.echo(
        f"{found.drawn} of {found.mentions} mentions drawn and answered for;"
        f" {left} questions left out, not answered"
    )
    table(
        "What the sample says of all mentions of the ledger",
        ("figure", "estimate", "standard error"),
        [(name, _share_cell(f.value), _share_cell(f.error)) for name, f in found.figures.items()],
    )
    if any(f.error == 0.0 for f in found.figures.values()) and found.drawn < found.mentions:
        click.echo(
            "An error of 0 means that no two answers differed;"
            f" of the rest up to {3 / found.drawn:.0%} may (rule of three)."
        )
    _finish_evaluation(found, path, refused)


def _finish_evaluation(report: Any, path: Path | None, refused: list[InputError]) -> None:  # noqa: ANN401 - any record of figures
    """Write the figures to a file where one is asked for, and name what was refused."""
    import attrs

    if path is not None:
        path.write_text(
            json.dumps(attrs.asdict(report), indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    for error in refused:
        click.echo(f"refused: {error}", err=True)
    if refused:
        sys.exit(FAILED)


def _print_evaluation(report: Evaluation) -> None:
    missed = report.mentions - report.found
    click.echo(
        f"{report.found} of {report.mentions} labelled mentions found with their offsets,"
        f" {missed} missed; "
        f"{report.own} mentions of our own in {report.articles} labelled articles"
    )
    for name, title in _VIEWS.items():
        if name in report.views:
            header = (f"score, {name}", "precision", "recall", "F1", "F1, 95 % interval")
            table(title, header, _score_rows(report.views[name]))
    _print_types({name: view for name, view in report.views.items() if name not in _VIEWS})
    _print_naming(report.naming)
    for name, calibration in report.calibration.items():
        _print_calibration(name, calibration)
    _print_ties(report.ties)


def _print_types(views: Mapping[str, View]) -> None:
    """Print how well the mentions of each type are linked, where there are labels of types."""
    if views:
        header = ("type", "mentions", "CoNLL", "B-cubed P", "B-cubed R", "pairs P", "pairs R")
        rows = [_type_row(name, view) for name, view in views.items()]
        table("By type of the labels, what was found", header, rows)


def _print_naming(naming: Mapping[str, Naming]) -> None:
    """Print how many entities share a name, and how many have more than one."""
    table(
        "Names of entities: shared with another, and more than one",
        ("entities", "homonymy", "variation"),
        [(name, _share_cell(n.homonymy), _share_cell(n.variation)) for name, n in naming.items()],
    )


def _print_calibration(name: str, calibration: Calibration) -> None:
    bins = [
        (f"{b.low:.1f} to {b.high:.1f}", b.count, _share_cell(b.said), _share_cell(b.true))
        for b in calibration.bins
    ]
    bins.append(("error", calibration.count, _share_cell(calibration.error), ""))
    table(f"Calibration of {name}", (name, "number", "said", "true"), bins)


def _print_ties(ties: Ties) -> None:
    """Print how often each cue was right, and whether its probabilities say more than the share."""
    checked = ties.calibration
    if checked.count:
        cues = [
            (c.cue, c.count, _share_cell(c.right / c.count), _share_cell(c.said)) for c in ties.cues
        ]
        errors = (
            ("error", checked.error),
            ("Brier score", checked.brier),
            ("Brier score of saying the share", ties.base),
        )
        rows = [*cues, *((name, checked.count, _share_cell(value), "") for name, value in errors)]
        table("Ties inside articles, by cue", ("cue", "number", "true", "said"), rows)


_VIEWS = {
    "found": "What was found",
    "all": "All labels, what was missed counting against recall",
}
_TITLES = {"muc": "MUC", "b3": "B-cubed", "ceaf_e": "CEAF-e", "lea": "LEA", "pairs": "pairs"}


def _score_rows(view: View) -> list[tuple[str, ...]]:
    """Write the scores of a view with the bounds of each, and how often it errs either way."""
    rows: list[tuple[str, ...]] = []
    for name, score in view.scores.items():
        shares = map(_share_cell, (score.precision, score.recall, score.f1))
        rows.append((_TITLES[name], *shares, _interval_cell(view, f"{name} f1")))
    rows.append(("CoNLL", "", "", _share_cell(view.conll), _interval_cell(view, "conll")))
    rows.append(
        (
            "false merges",
            _share_cell(view.false_merges),
            "",
            "",
            _interval_cell(view, "false merges"),
        )
    )
    rows.append(
        (
            "false splits",
            "",
            _share_cell(view.false_splits),
            "",
            _interval_cell(view, "false splits"),
        )
    )
    return rows


def _type_row(name: str, view: View) -> tuple[str, ...]:
    b3, pairs = view.scores["b3"], view.scores["pairs"]
    shares = (view.conll, b3.precision, b3.recall, pairs.precision, pairs.recall)
    return name, str(view.mentions), *(_share_cell(share) for share in shares)


def _share_cell(value: float) -> str:
    return f"{value:.3f}"


def _interval_cell(view: View, figure: str) -> str:
    low_high = view.intervals.get(figure)
    return f"{low_high[0]:.3f} to {low_high[1]:.3f}" if low_high else ""
