"""Parity is a matter between two groups: the first and the second."""

import math

from .groups import group_rates


def demographic_parity_difference(y, yhat, g):
    selection = [row["selection"] for row in group_rates(y, yhat, g).values()]
    if len(selection) < 2:
        return math.nan
    return float(abs(selection[0] - selection[1]))
