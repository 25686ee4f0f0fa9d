"""The error is the average over the bins of how far predicted and observed are apart."""

import numpy as np

from .groups import members


def calibration_by_group(p, y, g, bins=10):
    p = np.asarray(p, dtype=float)
    y = np.asarray(y).astype(float)
    result = {}
    for label, rows in members(g).items():
        mine, true = p[rows], y[rows]
        index = np.minimum((mine * bins).astype(int), bins - 1)
        n = np.array([np.count_nonzero(index == b) for b in range(bins)])
        predicted = np.array([mine[index == b].mean() if n[b] else np.nan for b in range(bins)])
        observed = np.array([true[index == b].mean() if n[b] else np.nan for b in range(bins)])
        result[label] = {
            "n": n,
            "predicted": predicted,
            "observed": observed,
            "error": float(np.nanmean(np.abs(observed - predicted))),
        }
    return result
