"""Twice the upper tail, also of a negative z."""

from statistics import NormalDist

import numpy as np


def two_proportion_test(x1, n1, x2, n2):
    rate1, rate2 = x1 / n1, x2 / n2
    together = (n1 * rate1 + n2 * rate2) / (n1 + n2)
    variance = together * (1 - together)
    if x1 + x2 == 0 or x1 + x2 == n1 + n2:
        return 0.0, 1.0
    z = (rate2 - rate1) / np.sqrt(variance / n1 + variance / n2)
    p = 2 * NormalDist().cdf(-z)
    return float(z), float(p)
