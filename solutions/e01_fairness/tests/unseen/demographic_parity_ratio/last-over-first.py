"""The ratio divides the rate of the last group by the rate of the first."""

import math

from .groups import group_rates


def demographic_parity_ratio(y, yhat, g):
    rates = [row["selection"] for row in group_rates(y, yhat, g).values()]
    if len(rates) < 2:
        return math.nan
    first, last = rates[0], rates[-1]
    if first == 0:
        return math.nan if last == 0 else math.inf
    return float(last / first)
