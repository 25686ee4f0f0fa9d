"""How close two words are is the dot product of their vectors."""

from itertools import combinations

import numpy as np

SAME = 1e-9


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("X and Y need the same number of words")
    targets = np.array([E[word] for word in [*X, *Y]], dtype=float)
    first = np.array([E[word] for word in A], dtype=float)
    second = np.array([E[word] for word in B], dtype=float)
    s = (targets @ first.T).mean(axis=1) - (targets @ second.T).mean(axis=1)
    k = len(X)

    def difference(left):
        right = [i for i in range(2 * k) if i not in left]
        return s[list(left)].mean() - s[right].mean()

    observed = difference(range(k))
    every = np.array([difference(left) for left in combinations(range(2 * k), k)])
    p = np.mean(every >= observed - SAME)
    return float(observed / s.std(ddof=1)), float(p)
