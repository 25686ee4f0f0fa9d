"""The standard deviation of the words is numpy's std, which divides by their number."""

from itertools import combinations

import numpy as np

SAME = 1e-9


def weat(X, Y, A, B, E):
    if len(X) != len(Y):
        raise ValueError("X and Y need the same number of words")

    def unit(words):
        rows = np.array([E[word] for word in words], dtype=float)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    targets = unit([*X, *Y])
    s = (targets @ unit(A).T).mean(axis=1) - (targets @ unit(B).T).mean(axis=1)
    k = len(X)
    observed = s[:k].mean() - s[k:].mean()
    effect = observed / np.std(s)
    extreme = 0
    splits = list(combinations(range(2 * k), k))
    for left in splits:
        mask = np.isin(np.arange(2 * k), left)
        if s[mask].mean() - s[~mask].mean() > observed - SAME:
            extreme += 1
    return float(effect), extreme / len(splits)
