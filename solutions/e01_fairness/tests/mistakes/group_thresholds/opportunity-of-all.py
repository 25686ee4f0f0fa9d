"""The student believed that a selection rate is what equal opportunity equalizes."""

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
    people = rows_of(scores, y, g, train)
    best, score = None, -1
    for k in range(17):
        found, total = {}, 0
        for label, own in people.items():
            pool = [s for s, _ in own]
            found[label] = reach(pool, k) if pool else math.nan
            total += right(own, found[label]) if pool else 0
        if total > score:
            best, score = found, total
    return best
