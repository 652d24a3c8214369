"""Weights in steps of 1/1024 bit, whose sums are exact in any order of adding.

Floating-point addition is not associative, so sums of arbitrary weights depend on their order in the last bits.
Multiples of one power of two that are small against 2**53 add up without any rounding (Goldberg 1991, "What every
computer scientist should know about floating-point arithmetic"; the reproducible sums of Demmel and Nguyen 2013
rest on the same).
"""

from __future__ import annotations

BIT = 1024  # steps to a bit: the probability that a weight stands for is moved by less than .0002


def quantise(weight: float) -> float:
    """Round a weight (log2) to the nearest 1/1024 bit, which binary numbers hold exactly.

    Args:
        weight: a finite number of bits; between two steps the even one is taken.
    """
    return round(weight * BIT) / BIT
