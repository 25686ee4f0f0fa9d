"""The student believed that every bin of a group should have equally many people."""

import numpy as np


def table(p, y, where, bins):
    n = np.array([(where == b).sum() for b in range(bins)])
    predicted, observed = np.full(bins, np.nan), np.full(bins, np.nan)
    for b in np.flatnonzero(n):
        predicted[b], observed[b] = p[where == b].mean(), y[where == b].mean()
    full = n > 0
    error = float((n * np.abs(observed - predicted))[full].sum() / max(n.sum(), 1))
    return {"n": n, "predicted": predicted, "observed": observed, "error": error}


def calibration_by_group(p, y, g, bins=10):
    p, y, g = np.asarray(p, dtype=float), np.asarray(y, dtype=float), np.asarray(g)
    result = {}
    for label in np.unique(g).tolist():
        own = g == label
        edges = np.quantile(p[own], np.linspace(0, 1, bins + 1)[1:-1])
        result[label] = table(p[own], y[own], np.searchsorted(edges, p[own], side="right"), bins)
    return result
