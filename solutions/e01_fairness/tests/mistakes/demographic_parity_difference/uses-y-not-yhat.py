"""The student believed that the share of positives in the data is what is compared."""

import numpy as np


def demographic_parity_difference(y, yhat, g):
    y, g = np.asarray(y, dtype=float), np.asarray(g)
    labels, codes = np.unique(g, return_inverse=True)
    if len(labels) < 2:
        return float("nan")
    rates = np.bincount(codes, weights=y) / np.bincount(codes)
    return float(np.ptp(rates))
