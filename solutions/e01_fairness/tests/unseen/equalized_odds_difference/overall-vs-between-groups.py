"""A group is treated fairly if its rates are those of everybody together."""

import numpy as np

from .groups import members


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError(f"unknown agg {agg!r}")
    y = np.asarray(y).astype(int)
    yhat = np.asarray(yhat).astype(int)
    groups = members(g)
    gaps = []
    for outcome in (1, 0):
        among = y == outcome
        known = [yhat[rows & among].mean() for rows in groups.values() if np.any(rows & among)]
        if len(known) < 2:
            continue
        overall = yhat[among].mean()
        gaps.append(max(abs(rate - overall) for rate in known))
    if not gaps:
        return float("nan")
    return float(max(gaps) if agg == "worst_case" else np.mean(gaps))
