"""A ratio has two sides, so it compares the first group with the second."""

import math

from .groups import group_rates


def demographic_parity_ratio(y, yhat, g):
    rates = [row["selection"] for row in group_rates(y, yhat, g).values()]
    if len(rates) < 2:
        return math.nan
    low, high = sorted(rates[:2])
    if high == 0:
        return math.nan
    return float(low / high)
