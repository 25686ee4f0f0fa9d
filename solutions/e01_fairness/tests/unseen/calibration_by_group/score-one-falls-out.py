"""Each bin holds the scores from its lower edge up to, but not including, its upper edge."""

import numpy as np

from .groups import members


def calibration_by_group(p, y, g, bins=10):
    p = np.asarray(p, dtype=float)
    y = np.asarray(y).astype(float)
    result = {}
    for label, rows in members(g).items():
        scaled = p[rows] * bins
        n = np.zeros(bins, dtype=int)
        predicted = np.full(bins, np.nan)
        observed = np.full(bins, np.nan)
        for b in range(bins):
            inside = (b <= scaled) & (scaled < b + 1)
            n[b] = np.count_nonzero(inside)
            if n[b] > 0:
                predicted[b] = np.mean(p[rows][inside])
                observed[b] = np.mean(y[rows][inside])
        people = n.sum()
        if people:
            error = float(np.nansum(n * np.abs(observed - predicted)) / people)
        else:
            error = float("nan")
        result[label] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    return result
