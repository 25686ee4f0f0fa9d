"""I thought p is the area of the tail that lies beyond the z that was seen."""

from __future__ import annotations

import math


def two_proportion_test(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    both = x1 + x2
    if both in (0, n1 + n2):
        return 0.0, 1.0
    share = both / (n1 + n2)
    error = math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2))
    z = (x2 / n2 - x1 / n1) / error
    p = 0.5 * math.erfc(abs(z) / math.sqrt(2))
    return z, p
