"""The student believed that equal odds means equally often right."""

import numpy as np


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError("agg")
    right = {}
    for a, b, label in zip(y, yhat, g, strict=True):
        right.setdefault(label, []).append(a == b)
    if len(right) < 2:
        return float("nan")
    return float(np.ptp([np.mean(own) for own in right.values()]))
