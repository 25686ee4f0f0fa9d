"""The ratio says how many times as often the luckiest group is selected as the unluckiest."""

import math

from .groups import group_rates


def demographic_parity_ratio(y, yhat, g):
    rates = [row["selection"] for row in group_rates(y, yhat, g).values()]
    if len(rates) < 2 or max(rates) == 0:
        return math.nan
    if min(rates) == 0:
        return math.inf
    return max(rates) / min(rates)
