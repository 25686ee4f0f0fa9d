"""The difference is measured in standard deviations of the first set of target words."""

from itertools import combinations

import numpy as np

SAME = 1e-9


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("X and Y must have equally many words")

    def unit(word):
        vector = np.asarray(E[word], dtype=float)
        return vector / np.linalg.norm(vector)

    toward = np.mean([unit(a) for a in A], axis=0) - np.mean([unit(b) for b in B], axis=0)
    s_x = np.array([unit(x) @ toward for x in X])
    s_y = np.array([unit(y) @ toward for y in Y])
    difference = s_x.mean() - s_y.mean()
    effect = difference / s_x.std(ddof=1)
    s = np.concatenate([s_x, s_y])
    half = len(X)
    hits = splits = 0
    for chosen in combinations(range(2 * half), half):
        first = s[list(chosen)].sum()
        splits += 1
        hits += (first - (s.sum() - first)) / half >= difference - SAME
    return float(effect), float(hits / splits)
