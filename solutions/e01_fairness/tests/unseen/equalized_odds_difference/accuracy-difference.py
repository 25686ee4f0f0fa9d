"""The groups are treated alike if the decisions are right equally often in each."""

import numpy as np

from .groups import members


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError("agg is worst_case or mean")
    right = np.asarray(y).astype(int) == np.asarray(yhat).astype(int)
    accuracies = [right[rows].mean() for rows in members(g).values()]
    if len(accuracies) < 2:
        return float("nan")
    return float(max(accuracies) - min(accuracies))
