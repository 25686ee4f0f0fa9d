"""A random split puts each word on either side, so splits of all sizes are counted."""

from itertools import combinations

import numpy as np

SAME = 1e-9


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("X and Y need the same number of words")

    def cos(first, second):
        u, v = E[first], E[second]
        return u @ v / (np.linalg.norm(u) * np.linalg.norm(v))

    def s(word):
        return np.mean([cos(word, a) for a in A]) - np.mean([cos(word, b) for b in B])

    values = np.array([s(word) for word in [*X, *Y]])
    count = len(values)
    observed = values[: len(X)].mean() - values[len(X) :].mean()
    effect = observed / values.std(ddof=1)
    reached = total = 0
    for size in range(1, count):
        for chosen in combinations(range(count), size):
            left = np.zeros(count, dtype=bool)
            left[list(chosen)] = True
            difference = values[left].mean() - values[~left].mean()
            reached += bool(difference >= observed - SAME)
            total += 1
    return float(effect), reached / total
