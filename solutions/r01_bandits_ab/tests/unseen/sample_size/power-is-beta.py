"""I thought v is the quantile of beta, which is 1 - power."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist


def sample_size(p0: float, mde: float, alpha: float = 0.05, power: float = 0.8) -> int:
    quantile = NormalDist().inv_cdf
    p1 = p0 + mde
    m = (p0 + p1) / 2
    u = quantile(1 - alpha / 2)
    beta = 1 - power
    v = quantile(beta)
    under_null = sqrt(2 * m * (1 - m))
    in_truth = sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    n = ((u * under_null + v * in_truth) / mde) ** 2
    return ceil(n)
