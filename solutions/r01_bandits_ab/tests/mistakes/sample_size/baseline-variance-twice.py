"""The rule of thumb with the variance of A alone."""

import math
from statistics import NormalDist


def sample_size(p0, mde, alpha=0.05, power=0.8):
    z = NormalDist().inv_cdf
    target = p0 + mde
    sd0 = (2 * p0 * (1 - p0)) ** 0.5
    needed = ((-z(alpha / 2) * sd0 + z(power) * sd0) / (target - p0)) ** 2
    return math.ceil(needed)
