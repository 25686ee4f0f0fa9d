"""Every group has people of each kind, so each count can be divided by its whole."""

from collections import Counter

import numpy as np

from .groups import members


def group_rates(y, yhat, g):
    outcomes = np.asarray(y).astype(int)
    decisions = np.asarray(yhat).astype(int)
    table = {}
    for label, rows in members(g).items():
        pairs = zip(outcomes[rows].tolist(), decisions[rows].tolist(), strict=True)
        count = Counter(pairs)
        tp, fn, fp, tn = count[1, 1], count[1, 0], count[0, 1], count[0, 0]
        n = tp + fn + fp + tn
        table[label] = {
            "n": n,
            "selection": (tp + fp) / n,
            "tpr": tp / (tp + fn),
            "fpr": fp / (fp + tn),
            "ppv": tp / (tp + fp),
        }
    return table
