"""The student believed that bins are shared, and so are their people."""

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
    where = np.clip(np.floor(p * bins), 0, bins - 1)
    everybody = table(p, y, where, bins)
    return dict.fromkeys(np.unique(g).tolist(), everybody)
