"""I thought a whole number of users is what int() makes of it."""

from __future__ import annotations

import math
from statistics import NormalDist


def sample_size(p0: float, mde: float, alpha: float = 0.05, power: float = 0.8) -> int:
    u = NormalDist().inv_cdf(1 - alpha / 2)
    v = NormalDist().inv_cdf(power)
    p1 = p0 + mde
    m = (p0 + p1) / 2
    root = u * math.sqrt(2 * m * (1 - m)) + v * math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    return int((root / mde) ** 2)
