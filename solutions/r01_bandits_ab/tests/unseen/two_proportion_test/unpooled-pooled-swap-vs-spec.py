"""I took the standard error of the difference as the two groups' own variances added up."""

from __future__ import annotations

import math


def two_proportion_test(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    rate_a = x1 / n1
    rate_b = x2 / n2
    variance = rate_a * (1 - rate_a) / n1 + rate_b * (1 - rate_b) / n2
    if variance == 0:
        return 0.0, 1.0
    z = (rate_b - rate_a) / math.sqrt(variance)
    return z, math.erfc(abs(z) / math.sqrt(2))
