"""Match weights as whole 1,024ths of a bit, so that sums are exact and rows compare equal.

Every part of a match weight is rounded before anything is computed from it: the sum, the
probability, the clusters. Multiples of 1/1024 below 2^43 are exact in a double (IEEE 754 has 53
binary digits), so parts may be added in any order and their sum is the weight to the last digit.
"""

from __future__ import annotations

BIT = 1024  # steps a bit: a step moves no probability by more than .0002


def quantise(weight: float) -> float:
    """Round a weight (log2) to the nearest 1/1024; halves go to the even neighbour.

    >>> quantise(1.0003)
    1.0
    """
    return round(weight * BIT) / BIT + 0.0  # + 0.0: there is one zero, not two
