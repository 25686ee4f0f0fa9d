"""Groups are numbered 0, 1, 2 in sorted order, and the numbers are enough as keys."""

import math

import numpy as np


def group_rates(y, yhat, g):
    y = np.asarray(y).astype(bool)
    yhat = np.asarray(yhat).astype(bool)
    labels, codes = np.unique(np.asarray(g), return_inverse=True)

    def mean(values):
        return float(values.mean()) if values.size else math.nan

    rates = {}
    for code in range(len(labels)):
        rows = codes == code
        rates[code] = {
            "n": int(rows.sum()),
            "selection": mean(yhat[rows]),
            "tpr": mean(yhat[rows & y]),
            "fpr": mean(yhat[rows & ~y]),
            "ppv": mean(y[rows & yhat]),
        }
    return rates
