"""Divides by a standard error of zero, in plain Python."""

from statistics import NormalDist


def two_proportion_test(x1, n1, x2, n2):
    rate1, rate2 = x1 / n1, x2 / n2
    together = (n1 * rate1 + n2 * rate2) / (n1 + n2)
    variance = together * (1 - together)
    z = (rate2 - rate1) / (variance / n1 + variance / n2) ** 0.5
    p = 2 * NormalDist().cdf(-abs(z))
    return float(z), float(p)
