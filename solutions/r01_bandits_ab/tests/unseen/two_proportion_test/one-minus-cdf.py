"""I thought one minus the cdf is as good as any other way to the tail."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def two_proportion_test(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    converted, users = x1 + x2, n1 + n2
    if converted == 0 or converted == users:
        return 0.0, 1.0
    pooled = converted / users
    z = (x2 / n2 - x1 / n1) / sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return z, 2 * (1 - NormalDist().cdf(abs(z)))
