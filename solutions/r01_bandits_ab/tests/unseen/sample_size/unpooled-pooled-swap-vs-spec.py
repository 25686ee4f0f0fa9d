"""I took the true standard error of the difference for both quantiles."""

from __future__ import annotations

import math
from statistics import NormalDist


def sample_size(p0: float, mde: float, alpha: float = 0.05, power: float = 0.8) -> int:
    p1 = p0 + mde
    variance = p0 * (1 - p0) + p1 * (1 - p1)
    u = NormalDist().inv_cdf(1 - alpha / 2)
    v = NormalDist().inv_cdf(power)
    return math.ceil((u + v) ** 2 * variance / mde**2)
