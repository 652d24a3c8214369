"""Match weights as whole 1,024ths of a bit, so that sums are exact and rows compare equal.

Every part of a match weight is rounded before anything is computed from it: the sum, the
probability, the clusters. Floating-point addition is not associative, but multiples of one power of
two that are small against 2^53 add up without rounding (Goldberg 1991, "What every computer
scientist should know about floating-point arithmetic"), so parts may be added in any order.
"""

from __future__ import annotations

import math

BIT = 1024  # steps to a bit: the probability that a weight stands for moves by less than .0002
_CERTAIN = 1000.0  # bits; 2 to the power of more is no number


def quantise(weight: float, steps: int = BIT) -> float:
    """Round a weight (log2) to the nearest 1/1024 bit, which binary numbers hold exactly.

    Args:
        weight: a finite number of bits; between two steps the even one is taken.
        steps: to a bit, a power of two; fewer for what is shown and never added.

    >>> quantise(1.0003)
    1.0
    """
    return round(weight * steps) / steps + 0.0  # + 0.0: there is one zero, not two


def probability_of(weight: float) -> float:
    """Return the probability of odds that are given as a weight (log2).

    >>> probability_of(0.0)
    0.5
    """
    return 1 / (1 + math.exp2(-max(-_CERTAIN, min(_CERTAIN, weight))))
