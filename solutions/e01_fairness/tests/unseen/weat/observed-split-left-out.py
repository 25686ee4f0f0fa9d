"""The p-value is the share of splits with a greater difference than the one observed."""

from itertools import combinations

import numpy as np

SAME = 1e-9


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("X and Y need the same number of words")

    def similarity(word, others):
        v = E[word]
        return np.mean([v @ E[o] / np.linalg.norm(v) / np.linalg.norm(E[o]) for o in others])

    s = np.array([similarity(word, A) - similarity(word, B) for word in list(X) + list(Y)])
    k = len(X)
    total = s.sum()
    observed = (2 * s[:k].sum() - total) / k
    effect = observed / s.std(ddof=1)
    differences = [(2 * s[list(left)].sum() - total) / k for left in combinations(range(2 * k), k)]
    greater = sum(difference > observed + SAME for difference in differences)
    return float(effect), float(greater / len(differences))
