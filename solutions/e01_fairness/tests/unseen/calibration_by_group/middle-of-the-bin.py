"""What a bin predicts is the number in its middle: 0.25 for the bin from 0.2 to 0.3."""

import numpy as np

from .groups import members


def calibration_by_group(p, y, g, bins=10):
    p = np.asarray(p, dtype=float)
    y = np.asarray(y).astype(float)
    index = np.minimum((p * bins).astype(int), bins - 1)
    middles = (np.arange(bins) + 0.5) / bins
    result = {}
    for label, rows in members(g).items():
        n = np.bincount(index[rows], minlength=bins)
        positives = np.bincount(index[rows], weights=y[rows], minlength=bins)
        filled = n > 0
        predicted = np.where(filled, middles, np.nan)
        observed = np.full(bins, np.nan)
        observed[filled] = positives[filled] / n[filled]
        distance = np.abs(observed - predicted)[filled]
        error = float((n[filled] * distance).sum() / n.sum())
        result[label] = {"n": n, "predicted": predicted, "observed": observed, "error": error}
    return result
