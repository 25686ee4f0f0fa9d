"""The true positive rate is the share of true positives among those selected."""

import math

import numpy as np

from .groups import members


def group_rates(y, yhat, g):
    y = np.asarray(y).astype(bool)
    yhat = np.asarray(yhat).astype(bool)

    def share(part, whole):
        return float(part.sum() / whole.sum()) if whole.any() else math.nan

    result = {}
    for label, rows in members(g).items():
        true, chosen = y[rows], yhat[rows]
        result[label] = {
            "n": int(rows.sum()),
            "selection": float(chosen.mean()),
            "tpr": share(true & chosen, chosen),
            "fpr": share(~true & chosen, ~true),
            "ppv": share(true & chosen, chosen),
        }
    return result
