"""The student believed that equal treatment means one threshold."""

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


def reach(pool, k):
    need = math.ceil(k / 16 * len(pool))
    return sorted(pool, reverse=True)[need - 1] if need else math.inf


def group_thresholds(scores, y, g, constraint, train=None):
    if constraint not in ("demographic_parity", "equal_opportunity"):
        raise ValueError(constraint)
    people = rows_of(scores, y, g, train)
    everybody = [row for own in people.values() for row in own]
    pool = [s for s, a in everybody if a or constraint == "demographic_parity"]
    if not pool:
        return dict.fromkeys(people, math.nan)
    choices = [reach(pool, k) for k in range(17)]
    rights = [sum((s >= t) == (a == 1) for s, a in everybody) for t in choices]
    return dict.fromkeys(people, choices[rights.index(max(rights))])
