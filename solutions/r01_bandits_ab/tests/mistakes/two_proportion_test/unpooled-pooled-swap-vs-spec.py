"""Welch's habit: each group brings its own variance."""

from statistics import NormalDist

import numpy as np


def two_proportion_test(x1, n1, x2, n2):
    rate1, rate2 = x1 / n1, x2 / n2
    if x1 + x2 == 0 or x1 + x2 == n1 + n2:
        return 0.0, 1.0
    z = (rate2 - rate1) / np.sqrt(rate1 * (1 - rate1) / n1 + rate2 * (1 - rate2) / n2)
    p = 2 * NormalDist().cdf(-abs(z))
    return float(z), float(p)
