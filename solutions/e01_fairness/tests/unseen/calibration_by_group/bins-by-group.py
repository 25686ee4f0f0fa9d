"""Bins divide the range of the scores at hand, so each group's range is cut into equal parts."""

import numpy as np

from .groups import members


def calibration_by_group(p, y, g, bins=10):
    p = np.asarray(p, dtype=float)
    y = np.asarray(y).astype(float)
    tables = {}
    for label, mask in members(g).items():
        mine, true = p[mask], y[mask]
        edges = np.linspace(mine.min(), mine.max(), bins + 1)
        where = np.clip(np.searchsorted(edges, mine, side="right") - 1, 0, bins - 1)
        n = np.zeros(bins, dtype=int)
        predicted, observed = np.full(bins, np.nan), np.full(bins, np.nan)
        for b in range(bins):
            inside = where == b
            n[b] = inside.sum()
            if n[b]:
                predicted[b] = mine[inside].mean()
                observed[b] = true[inside].mean()
        error = np.nansum(n / n.sum() * np.abs(observed - predicted))
        tables[label] = {
            "n": n,
            "predicted": predicted,
            "observed": observed,
            "error": float(error),
        }
    return tables
