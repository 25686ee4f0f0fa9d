"""The student believed that an attribute stands in one column only."""

import numpy as np


def counterfactual_flip(model, X, col):
    other = np.array(X, dtype=float)
    other[:, col] = np.where(other[:, col] == 1, 0, 1)
    return np.array(model(other), dtype=float) - np.array(model(np.array(X)), dtype=float)
