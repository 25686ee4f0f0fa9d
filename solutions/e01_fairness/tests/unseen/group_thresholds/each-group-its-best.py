"""Each group gets the threshold that makes the most right decisions in this group."""

import math

import numpy as np

from .groups import members

STEPS = 16


def best_of_group(scores, y, own):
    if own.size == 0:
        return math.nan
    descending = np.sort(own)[::-1]
    best, most = math.nan, -1
    for step in range(STEPS + 1):
        need = math.ceil(step * len(own) / STEPS)
        threshold = float(descending[need - 1]) if need else math.inf
        right = np.count_nonzero((scores >= threshold) == y)
        if right > most:
            best, most = threshold, right
    return best


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(f"unknown constraint {constraint!r}")
    scores = np.asarray(scores, dtype=float)
    y = np.asarray(y).astype(bool)
    g = np.asarray(g)
    if train is not None:
        rows = np.asarray(train, dtype=bool)
        scores, y, g = scores[rows], y[rows], g[rows]
    found = {}
    for label, mask in members(g).items():
        own = scores[mask & y] if constraint == "equal_opportunity" else scores[mask]
        found[label] = best_of_group(scores[mask], y[mask], own)
    return found
