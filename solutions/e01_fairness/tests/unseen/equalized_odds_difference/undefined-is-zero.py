"""Where a group has nobody to be counted, its rate is 0."""

import numpy as np

from .groups import members


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError(f"unknown agg {agg!r}")
    y = np.asarray(y).astype(int)
    yhat = np.asarray(yhat).astype(int)
    tpr, fpr = [], []
    for rows in members(g).values():
        for rates, outcome in ((tpr, 1), (fpr, 0)):
            whole = rows & (y == outcome)
            rates.append(float(yhat[whole].mean()) if whole.any() else 0.0)
    if len(tpr) < 2:
        return float("nan")
    gaps = [max(tpr) - min(tpr), max(fpr) - min(fpr)]
    return max(gaps) if agg == "worst_case" else sum(gaps) / 2
