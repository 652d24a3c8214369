"""Calibration: whether what is said with .9 is true nine times in ten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

BINS = 10


@attrs.frozen(kw_only=True)
class Bin:
    """Count what was said with a probability between two bounds."""

    low: float
    high: float
    count: int
    said: float  # mean probability
    true: float  # share of it that is true


@attrs.frozen(kw_only=True)
class Calibration:
    """Hold a calibration curve.

    Args:
        count: how many probabilities were checked.
        error: expected calibration error, the mean of |said - true| over the bins, weighed by count
            (Naeini et al. 2015).
        brier: mean squared difference between probability and truth (Brier 1950).
        bins: those that are not empty.
    """

    count: int
    error: float
    brier: float
    bins: tuple[Bin, ...]


def calibrate(points: Sequence[tuple[float, bool]], *, above: float = 0.0) -> Calibration:
    """Compare probabilities with what turned out.

    Args:
        points: a probability, and whether what it was said of is true.
        above: leave out what was said with this probability or less.
    """
    kept = sorted(point for point in points if point[0] > above or above == 0.0)
    bins = _calibration_bins(kept)
    total = max(1, len(kept))
    return Calibration(
        count=len(kept),
        error=sum(b.count * abs(b.said - b.true) for b in bins) / total,
        brier=sum((p - same) ** 2 for p, same in kept) / total,
        bins=bins,
    )


def _calibration_bins(points: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Sort points into bins of equal width, without those that stay empty."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, same in points:
        groups[min(BINS - 1, int(p * BINS))].append((p, same))
    return tuple(_calibration_bin(i, group) for i, group in enumerate(groups) if group)


def _calibration_bin(number: int, group: Sequence[tuple[float, bool]]) -> Bin:
    said = sum(p for p, _ in group) / len(group)
    true = sum(same for _, same in group) / len(group)
    return Bin(low=number / BINS, high=(number + 1) / BINS, count=len(group), said=said, true=true)
