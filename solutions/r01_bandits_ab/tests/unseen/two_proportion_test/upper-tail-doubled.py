"""I thought two-sided means twice the area to the right of z."""

from __future__ import annotations

import math


def two_proportion_test(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    q = (x1 + x2) / (n1 + n2)
    if x1 + x2 == 0 or x1 + x2 == n1 + n2:
        return 0.0, 1.0
    z = (x2 / n2 - x1 / n1) / math.sqrt(q * (1 - q) * (1 / n1 + 1 / n2))
    upper_tail = 0.5 * math.erfc(z / math.sqrt(2))
    return z, 2 * upper_tail
