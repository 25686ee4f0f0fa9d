"""The false positive rate relates the false positives to the positives."""

import math

import numpy as np

from .groups import members


def group_rates(y, yhat, g):
    y = np.asarray(y).astype(int)
    yhat = np.asarray(yhat).astype(int)
    table = {}
    for label, rows in members(g).items():
        tp = int(np.sum((y == 1) & (yhat == 1) & rows))
        fp = int(np.sum((y == 0) & (yhat == 1) & rows))
        n = int(np.sum(rows))
        positives = int(np.sum(y[rows]))
        selected = tp + fp
        table[label] = {
            "n": n,
            "selection": selected / n,
            "tpr": tp / positives if positives else math.nan,
            "fpr": fp / positives if positives else math.nan,
            "ppv": tp / selected if selected else math.nan,
        }
    return table
