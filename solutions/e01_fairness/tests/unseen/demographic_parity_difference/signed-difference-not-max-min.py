"""The difference is the rate of the last group minus the rate of the first one."""

import numpy as np

from .groups import members


def demographic_parity_difference(y, yhat, g):
    decided = np.asarray(yhat).astype(float)
    rates = [decided[rows].mean() for rows in members(g).values()]
    if len(rates) < 2:
        return float("nan")
    return float(rates[-1] - rates[0])
