"""I thought an mde of 0.02 means two per cent of the rate that we have."""

from __future__ import annotations

import math
from statistics import NormalDist


def sample_size(p0: float, mde: float, alpha: float = 0.05, power: float = 0.8) -> int:
    normal = NormalDist()
    u, v = normal.inv_cdf(1 - alpha / 2), normal.inv_cdf(power)
    p1 = p0 * (1 + mde)
    mean = (p0 + p1) / 2
    pooled = math.sqrt(2 * mean * (1 - mean))
    separate = math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    return math.ceil((u * pooled + v * separate) ** 2 / (p1 - p0) ** 2)
