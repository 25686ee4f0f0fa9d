"""I thought both groups vary as the baseline does, as the rates are so close."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist


def sample_size(p0: float, mde: float, alpha: float = 0.05, power: float = 0.8) -> int:
    quantile = NormalDist().inv_cdf
    p1 = p0 + mde
    m = (p0 + p1) / 2
    u = quantile(1 - alpha / 2)
    v = quantile(power)
    under_null = sqrt(2 * m * (1 - m))
    in_truth = sqrt(2 * p0 * (1 - p0))
    n = ((u * under_null + v * in_truth) / mde) ** 2
    return ceil(n)
