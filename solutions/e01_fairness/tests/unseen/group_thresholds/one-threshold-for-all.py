"""Fair is one threshold for everybody, the same in each group."""

import math

import numpy as np

from .groups import members

STEPS = 16


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(f"unknown constraint {constraint!r}")
    keep = np.ones(len(y), dtype=bool) if train is None else np.asarray(train, dtype=bool)
    scores = np.asarray(scores, dtype=float)[keep]
    y = np.asarray(y).astype(bool)[keep]
    groups = members(np.asarray(g)[keep])
    pool = scores if constraint == "demographic_parity" else scores[y]
    pool = np.sort(pool)[::-1]

    judged = np.ones(len(y), dtype=bool)
    without = set()
    if constraint == "equal_opportunity":
        for label, rows in groups.items():
            if not y[rows].any():
                judged[rows] = False
                without.add(label)

    best, most = math.nan, -1
    for step in range(STEPS + 1):
        if len(pool) == 0:
            break
        need = math.ceil(step / STEPS * len(pool))
        threshold = float(pool[need - 1]) if need else math.inf
        right = int(np.sum(((scores >= threshold) == y)[judged]))
        if right > most:
            best, most = threshold, right
    return {label: math.nan if label in without else best for label in groups}
