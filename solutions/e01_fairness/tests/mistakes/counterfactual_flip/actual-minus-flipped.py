"""The student believed that the effect is what the attribute has given so far."""

import numpy as np


def same_attribute(X, col):
    a = X[:, col]
    return [j for j in range(X.shape[1]) if np.all(X[:, j] == a) or np.all(X[:, j] + a == 1)]


def counterfactual_flip(model, X, col):
    other = X.copy()
    for j in same_attribute(X, col):
        other[:, j] = 1 - X[:, j]
    was, would_be = model(X.copy()), model(other)
    return np.array(was, dtype=float) - np.array(would_be, dtype=float)
