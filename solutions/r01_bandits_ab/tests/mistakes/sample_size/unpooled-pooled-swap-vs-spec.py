"""One standard deviation for both quantiles: that of two separate rates."""

import math
from statistics import NormalDist


def sample_size(p0, mde, alpha=0.05, power=0.8):
    z = NormalDist().inv_cdf
    target = p0 + mde
    sd1 = (p0 * (1 - p0) + target * (1 - target)) ** 0.5
    needed = ((-z(alpha / 2) * sd1 + z(power) * sd1) / (target - p0)) ** 2
    return math.ceil(needed)
