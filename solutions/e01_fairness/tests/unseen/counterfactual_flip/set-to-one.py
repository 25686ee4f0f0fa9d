"""To ask what if, the attribute is set to 1 for everybody."""

import numpy as np


def counterfactual_flip(model, X, col):
    X = np.asarray(X)
    attribute = X[:, col]
    same = (attribute[:, None] == X).all(axis=0)
    opposite = (1 - attribute[:, None] == X).all(axis=0)
    changed = X.copy()
    changed[:, same] = 1
    changed[:, opposite] = 0
    before = np.asarray(model(X.copy())).astype(float)
    after = np.asarray(model(changed)).astype(float)
    return after - before
