"""The effect is what the model says of the real person minus what it says of the flipped one."""

import numpy as np


def counterfactual_flip(model, X, col):
    X = np.asarray(X)
    flipped = X.copy()
    attribute = X[:, col]
    for j in range(X.shape[1]):
        column = X[:, j]
        if np.array_equal(column, attribute) or np.array_equal(column, 1 - attribute):
            flipped[:, j] = 1 - column
    actual = np.asarray(model(X.copy())).astype(float)
    return actual - np.asarray(model(flipped)).astype(float)
