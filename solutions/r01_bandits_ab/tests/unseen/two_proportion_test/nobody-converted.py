"""I thought the formula holds for all counts, so no case needs a line of its own."""

from __future__ import annotations

import math


def two_proportion_test(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    q = (x1 + x2) / (n1 + n2)
    se = math.sqrt(q * (1 - q) * (1 / n1 + 1 / n2))
    z = (x2 / n2 - x1 / n1) / se
    return z, math.erfc(abs(z) / math.sqrt(2))
