"""The size of the whole experiment."""

import math
from statistics import NormalDist


def sample_size(p0, mde, alpha=0.05, power=0.8):
    z = NormalDist().inv_cdf
    target = p0 + mde
    middle = p0 + mde / 2
    sd0 = (2 * middle * (1 - middle)) ** 0.5
    sd1 = (p0 * (1 - p0) + target * (1 - target)) ** 0.5
    needed = ((-z(alpha / 2) * sd0 + z(power) * sd1) / (target - p0)) ** 2
    return math.ceil(needed) + math.ceil(needed)
