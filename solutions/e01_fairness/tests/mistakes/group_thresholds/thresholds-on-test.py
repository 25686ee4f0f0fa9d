"""The student believed that thresholds are chosen where they will be used, on the test rows."""

import math

import numpy as np


def rows_of(scores, y, g, train):
    use = [True] * len(y) if train is None else list(train)
    people = {}
    for s, a, label, used in zip(scores, y, g, use, strict=True):
        if used:
            key = label.item() if isinstance(label, np.generic) else label
            people.setdefault(key, []).append((float(s), int(a)))
    return people


def right(own, threshold):
    return sum(1 for s, a in own if (s >= threshold) == (a == 1))


def reach(pool, k):
    need = math.ceil(k / 16 * len(pool))
    return sorted(pool, reverse=True)[need - 1] if need else math.inf


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(constraint)
    use = None if train is None else ~np.asarray(train, dtype=bool)
    chosen_on = rows_of(scores, y, g, use)
    people = chosen_on or rows_of(scores, y, g, None)
    best, score = None, -1
    for k in range(17):
        found, total = {}, 0
        for label, own in people.items():
            pool = [s for s, a in own if a or constraint == "demographic_parity"]
            found[label] = reach(pool, k) if pool else math.nan
            total += right(own, found[label]) if pool else 0
        if total > score:
            best, score = found, total
    return best
