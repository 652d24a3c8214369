"""Learn the parameters of stories from labelled pairs of versions.

The model is a logistic regression over the likenesses of compared pairs (Newton's method, a ridge
of 1 on the coefficients, as Hastie, Tibshirani and Friedman, The Elements of Statistical Learning,
4.4): its coefficients times likenesses are the parts of every comparison. `python -m
resolvers.training.stories` runs it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from resolvers.stories.grouping import group
from resolvers.stories.similarity import FEATURES, StoryLikeness, StoryModel
from resolvers.stories.sketches import StoryVersion

_RIDGE = 1.0
_ROUNDS = 50
_CUTS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
# Of pair F1: among cuts as good as this the highest, since a fuller ledger has more that looks
# alike.
_NEAR = 0.02


class _Cuts(Protocol):
    """Cut somewhere."""

    @property
    def cut(self) -> float:
        """Return the mean probability at which groups are joined."""


Model = TypeVar("Model", bound=_Cuts)


def fit(rows: Sequence[Sequence[float]], labels: Sequence[bool]) -> list[float]:
    """Fit a logistic regression.

    Args:
        rows: likenesses, one row a pair.
        labels: whether the pair is one story.

    Returns:
        The intercept and the coefficients, as natural logarithms of odds.
    """
    inputs = [(1.0, *row) for row in rows]
    weights = [0.0] * len(inputs[0])
    for _ in range(_ROUNDS):
        gradient, curvature = _derivatives(inputs, labels, weights)
        step = _solve_linear_equations(curvature, gradient)
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-10:
            break
    return weights


def _derivatives(
    inputs: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float]
) -> tuple[list[float], list[list[float]]]:
    """Return the gradient and the curvature of what is minimised; the intercept has no ridge."""
    gradient = [0.0] + [_RIDGE * w for w in weights[1:]]
    curvature = [_ridge_row(place, len(weights)) for place in range(len(weights))]
    for x, label in zip(inputs, labels, strict=True):
        p = _logistic_function(math.fsum(w * v for w, v in zip(weights, x, strict=True)))
        _add_elementwise(gradient, [(p - label) * v for v in x])
        for row, value in zip(curvature, x, strict=True):
            _add_elementwise(row, [p * (1 - p) * value * v for v in x])
    return gradient, curvature


def _ridge_row(place: int, size: int) -> list[float]:
    """Return a row of what the ridge adds to the curvature."""
    row = [0.0] * size
    row[place] = _RIDGE if place else 0.0
    return row


def _add_elementwise(sums: list[float], more: Iterable[float]) -> None:
    """Add to sums, each to its own."""
    for place, value in enumerate(more):
        sums[place] += value


def _logistic_function(odds: float) -> float:
    """Turn natural logarithms of odds into a probability."""
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, odds))))


def _solve_linear_equations(
    matrix: Sequence[Sequence[float]], right: Sequence[float]
) -> list[float]:
    """Solve linear equations by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows = [row if r == i else _eliminate_column(row, rows[i], i) for r, row in enumerate(rows)]
    return [row[size] / row[i] for i, row in enumerate(rows)]


def _eliminate_column(row: Sequence[float], pivot: Sequence[float], place: int) -> list[float]:
    """Take so much of the pivot row from a row that nothing is left at a place."""
    factor = row[place] / pivot[place]
    return [a - factor * b for a, b in zip(row, pivot, strict=True)]


def learn(reports: Sequence[StoryVersion], story: Mapping[str, str]) -> StoryModel:
    """Learn the coefficients from all compared pairs, and the cut that groups them best.

    Args:
        reports: versions with a label.
        story: version key to story.
    """
    likeness = StoryLikeness(reports)
    pairs = likeness.pairs()
    labels = [story[a] == story[b] for a, b in pairs]
    fitted = fit([_feature_row(likeness, pair) for pair in pairs], labels)
    models = [_story_model([round(weight, 3) for weight in fitted], cut) for cut in _CUTS]
    scored = [(pair_f1(story, group(likeness, model).stories)[2], model) for model in models]
    return highest_cut(scored, _NEAR)


def _story_model(weights: Sequence[float], cut: float) -> StoryModel:
    """Make a model of the intercept and the coefficients."""
    coefficients = dict(zip(FEATURES, weights[1:], strict=True))
    return StoryModel(prior=weights[0], coefficients=coefficients, cut=cut)


def _feature_row(likeness: StoryLikeness, pair: tuple[str, str]) -> list[float]:
    """List the likenesses of a pair in the order of the features."""
    alike = likeness.features(*pair)
    return [alike[name] for name in FEATURES]


def highest_cut(scored: Collection[tuple[float, Model]], near: float) -> Model:
    """Return, of the models whose F1 is near the best one, that of the highest cut."""
    best = max(score for score, _ in scored)
    return max((model for score, model in scored if score >= best - near), key=lambda m: m.cut)


def pair_f1(story: Mapping[str, str], found: Iterable[Sequence[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs that stories make."""
    groups = [Counter(story[member] for member in members) for members in found]
    hits = sum(map(_count_same_story_pairs, groups))
    own = sum(_count_pairs(counts.total()) for counts in groups)
    gold = _count_same_story_pairs(sum(groups, Counter[str]()))
    precision, recall = hits / own if own else 0.0, hits / gold if gold else 0.0
    return precision, recall, 2 * hits / (own + gold) if own + gold else 0.0


def _count_same_story_pairs(counts: Counter[str]) -> int:
    """Count the pairs of one story."""
    return sum(map(_count_pairs, counts.values()))


def b_cubed(story: Mapping[str, str], found: Iterable[Sequence[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of B-cubed (Bagga and Baldwin, 1998).

    They are averages over versions.
    """
    groups = [Counter(story[member] for member in members) for members in found]
    size = sum(groups, Counter[str]())
    precision = math.fsum(n * n / g.total() for g in groups for n in g.values()) / size.total()
    recall = math.fsum(n * n / size[name] for g in groups for name, n in g.items()) / size.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _count_pairs(count: int) -> int:
    return count * (count - 1) // 2


def write(model: StoryModel) -> str:
    """Write the parameters as they are shipped."""
    values = {"coefficients": dict(model.coefficients), "cut": model.cut, "prior": model.prior}
    return json.dumps(values, indent=1, sort_keys=True) + "\n"
