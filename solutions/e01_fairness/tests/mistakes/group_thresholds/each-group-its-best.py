"""The student believed that the target may be chosen group by group."""

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
    result = {}
    for label, own in rows_of(scores, y, g, train).items():
        pool = [s for s, a in own if a or constraint == "demographic_parity"]
        choices = [reach(pool, k) for k in range(17)] if pool else [math.nan]
        rights = [right(own, t) for t in choices]
        result[label] = choices[rights.index(max(rights))]
    return result
