"""How often the error bars of an evaluation hold the true figure, on made-up sets of articles.

    python tests/benchmarks/error_bars.py

Prints for each score the share of 100 sets whose interval at 95 % holds the mean figure of such
sets: with half of the articles drawn without replacement, as the package does it, and with the
usual percentiles of draws with replacement.
"""

from __future__ import annotations

import random
from collections import Counter
from statistics import fmean

from resolvers.evaluation.contingency import Contingency
from resolvers.evaluation.intervals import intervals
from resolvers.evaluation.report import figures

ENTITIES, POPULATION, ARTICLES, SETS, DRAWS = 600, 4_000, 40, 100, 100
SCORES = ("muc f1", "b3 f1", "ceaf_e f1", "lea f1", "pairs f1", "conll")


def articles(draw: random.Random) -> list[Contingency]:
    """Make articles about a few common and many rare entities, some of which are merged, split, or lost in hard articles."""
    merged = {e: draw.randrange(ENTITIES) if draw.random() < 0.08 else e for e in range(ENTITIES)}
    split = {e for e in range(ENTITIES) if draw.random() < 0.15}
    weights = [1 / (e + 3) for e in range(ENTITIES)]
    made = []
    for number in range(POPULATION):
        lost = 0.3 if draw.random() < 0.3 else 0.03
        gold, found = {}, {}
        for entity in draw.choices(range(ENTITIES), weights, k=10):
            name = -entity if entity in split and draw.random() < 0.4 else merged[entity]
            for _ in range(draw.randint(1, 5)):
                spot = len(gold)
                gold[spot], found[spot] = entity, name if draw.random() > lost else (number, spot)
        made.append(Contingency.of(gold, found))
    return made


def main() -> None:
    """Draw sets, and count how often the mean lies inside."""
    draw = random.Random(1)
    population = articles(draw)
    sets = [draw.sample(population, ARTICLES) for _ in range(4 * SETS)]
    points = [figures(Contingency.total(one)) for one in sets]
    true = {name: fmean(point[name] for point in points) for name in SCORES}
    held: Counter[tuple[str, str]] = Counter()
    for one in sets[:SETS]:
        for name, (low, high) in intervals(one, figures, resamples=DRAWS).items():
            held["halves", name] += low <= true.get(name, -1) <= high
        copies = [figures(Contingency.total(draw.choices(one, k=ARTICLES))) for _ in range(DRAWS)]
        for name in SCORES:
            values = sorted(copy[name] for copy in copies)
            held["with replacement", name] += values[2] <= true[name] <= values[-3]
    for way in ("halves", "with replacement"):
        print(f"{way:17s}" + "  ".join(f"{name} {held[way, name] / SETS:.2f}" for name in SCORES))


if __name__ == "__main__":
    main()
