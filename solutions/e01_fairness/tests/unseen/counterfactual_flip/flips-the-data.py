"""The columns can be flipped in the table itself, for the model is asked before and after."""

import numpy as np


def counterfactual_flip(model, X, col):
    before = np.array(model(X), dtype=float)
    attribute = X[:, col].copy()
    for j in range(X.shape[1]):
        if np.all(X[:, j] == attribute) or np.all(X[:, j] == 1 - attribute):
            X[:, j] = 1 - X[:, j]
    after = np.array(model(X), dtype=float)
    return after - before
