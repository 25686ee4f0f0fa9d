"""Parity compares how often y = 1 occurs in the groups."""

import numpy as np

from .groups import members


def demographic_parity_ratio(y, yhat, g):
    y = np.asarray(y).astype(float)
    rates = [y[rows].mean() for rows in members(g).values()]
    if len(rates) < 2 or max(rates) == 0:
        return float("nan")
    return float(min(rates) / max(rates))
