"""The student believed that the question is what happens if everybody has the attribute."""

import numpy as np


def same_attribute(X, col):
    a = X[:, col]
    return [j for j in range(X.shape[1]) if np.all(X[:, j] == a) or np.all(X[:, j] + a == 1)]


def counterfactual_flip(model, X, col):
    other = X.copy()
    for j in same_attribute(X, col):
        other[:, j] = float(np.all(X[:, j] == X[:, col]))
    return np.array(model(other), dtype=float) - np.array(model(X.copy()), dtype=float)
