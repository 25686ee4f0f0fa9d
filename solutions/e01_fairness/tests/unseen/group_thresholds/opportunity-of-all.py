"""The rate of a group is always the share of its people that is selected."""

import math

import numpy as np

from .groups import members

STEPS = 16


def threshold_for(scores, target):
    if target == 0:
        return math.inf
    for candidate in sorted(set(scores.tolist()), reverse=True):
        if np.mean(scores >= candidate) >= target:
            return candidate
    return float(scores.min())


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(f"unknown constraint {constraint!r}")
    scores = np.asarray(scores, dtype=float)
    y = np.asarray(y).astype(bool)
    g = np.asarray(g)
    if train is not None:
        rows = np.asarray(train, dtype=bool)
        scores, y, g = scores[rows], y[rows], g[rows]
    groups = members(g)
    best, most = None, -1
    for step in range(STEPS + 1):
        thresholds, right = {}, 0
        for label, mask in groups.items():
            if constraint == "equal_opportunity" and not y[mask].any():
                thresholds[label] = math.nan
                continue
            threshold = threshold_for(scores[mask], step / STEPS)
            thresholds[label] = threshold
            right += np.count_nonzero((scores[mask] >= threshold) == y[mask])
        if right > most:
            best, most = thresholds, right
    return best
