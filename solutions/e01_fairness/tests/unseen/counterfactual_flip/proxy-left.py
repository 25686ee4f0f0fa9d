"""Only the attribute's own column has to be flipped."""

import numpy as np


def counterfactual_flip(model, X, col):
    other = np.array(X, dtype=float)
    other[:, col] = 1 - other[:, col]
    before = np.array(model(np.array(X)), dtype=float)
    after = np.array(model(other), dtype=float)
    return after - before
