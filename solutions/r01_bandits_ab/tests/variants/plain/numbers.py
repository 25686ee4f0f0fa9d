"""Exact fractions as far as they go, then floats."""

from fractions import Fraction
from math import ceil, erfc, sqrt
from statistics import NormalDist


def two_proportion_test(x1, n1, x2, n2):
    q = Fraction(x1 + x2, n1 + n2)
    variance = q * (1 - q) * (Fraction(1, n1) + Fraction(1, n2))
    if variance == 0:
        return (0.0, 1.0)
    difference = Fraction(x2, n2) - Fraction(x1, n1)
    z = sqrt(difference**2 / variance)
    p = erfc(z / sqrt(2))
    return (z if difference > 0 else -z, p)


def sample_size(p0, mde, alpha=0.05, power=0.8):
    normal = NormalDist()
    p1 = p0 + mde
    both = p0 + p1
    alarm = -normal.inv_cdf(alpha / 2) * sqrt(both * (1 - both / 2))
    miss = -normal.inv_cdf(1 - power) * sqrt(p0 - p0 * p0 + p1 - p1 * p1)
    return ceil(((alarm + miss) / mde) ** 2)
