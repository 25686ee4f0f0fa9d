"""Parity asks whether the groups have equally many with y = 1."""

import numpy as np

from .groups import members


def demographic_parity_difference(y, yhat, g):
    y = np.asarray(y).astype(float)
    rates = np.array([y[rows].mean() for rows in members(g).values()])
    if rates.size < 2:
        return float("nan")
    return float(rates.max() - rates.min())
