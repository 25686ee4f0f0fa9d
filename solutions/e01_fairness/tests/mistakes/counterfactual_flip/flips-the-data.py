"""The student believed that a slice of an array is a copy of it."""

import numpy as np


def same_attribute(X, col):
    a = X[:, col]
    return [j for j in range(X.shape[1]) if np.all(X[:, j] == a) or np.all(X[:, j] + a == 1)]


def counterfactual_flip(model, X, col):
    before = np.array(model(X), dtype=float)
    other = X[:]
    for j in same_attribute(X, col):
        other[:, j] = 1 - other[:, j]
    return np.array(model(other), dtype=float) - before
