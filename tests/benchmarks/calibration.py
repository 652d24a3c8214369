"""Whether the probabilities of the linking model are true: calibration curves, cross-fitted.

    python tests/benchmarks/calibration.py

For each labelled set: a model is counted and calibrated on the other sets and four fifths of this
one's pairs, and tested on the fifth left out, five times (`folds`); then counted and calibrated on
the other sets alone (`other sets`). Prints the expected calibration error over all blocked pairs
and over those said with more than .02, and the curve of the folds.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from resolvers.evaluation.calibration import calibrate
from resolvers.evaluation.report import LIKELY
from resolvers.linking.hidden_names import count_offices
from resolvers.linking.labelled import read_set
from resolvers.linking.training import FOLDS, SETS, Pair, estimate, label_pairs, weigh

DATA = Path(__file__).parents[2].parent / "shared/data"


def said(
    train: list[Pair], offices: Counter[tuple[str, bool]], test: list[Pair]
) -> list[tuple[float, bool]]:
    """Count and calibrate on some pairs, and give the probabilities of others with what is true of them."""
    model = estimate(train, offices)
    return [(model.probability(weigh(model, pair)), pair.same) for pair in test]


def line(name: str, how: str, points: list[tuple[float, bool]]) -> None:
    """Print the two errors."""
    every, likely = calibrate(points), calibrate(points, above=LIKELY)
    print(
        f"{name:10s} {how:11s} all {every.count:6d} pairs error {every.error:.4f} brier {every.brier:.4f}"
        f"   above .02 {likely.count:5d} pairs error {likely.error:.4f}"
    )


def main() -> None:
    """Print the errors of every set, and the curve of the largest."""
    if not DATA.exists():
        print(f"{DATA} is not here")
        return
    articles = {name: list(read_set(DATA / name)) for name in SETS}
    pairs = {name: label_pairs(items) for name, items in articles.items()}
    offices = {name: count_offices(items) for name, items in articles.items()}
    for name in SETS:
        others = [pair for other in SETS if other != name for pair in pairs[other]]
        counted = sum((offices[other] for other in SETS if other != name), Counter())
        folds: list[tuple[float, bool]] = []
        for fold in range(FOLDS):
            train = others + [pair for pair in pairs[name] if pair.fold != fold]
            folds += said(train, counted, [pair for pair in pairs[name] if pair.fold == fold])
        line(name, "folds", folds)
        line(name, "other sets", said(others, counted, pairs[name]))
        if name == SETS[0]:
            for b in calibrate(folds).bins:
                print(
                    f"    {b.low:.1f} to {b.high:.1f}  {b.count:6d} pairs  said {b.said:.3f}  true {b.true:.3f}"
                )


if __name__ == "__main__":
    main()
