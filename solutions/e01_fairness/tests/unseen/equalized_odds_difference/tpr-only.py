"""Equalized odds ask that those who deserve a yes get it equally often in all groups."""

import math

from .groups import group_rates


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError(f"unknown agg {agg!r}")
    tprs = [row["tpr"] for row in group_rates(y, yhat, g).values()]
    tprs = [tpr for tpr in tprs if not math.isnan(tpr)]
    if len(tprs) < 2:
        return math.nan
    return float(max(tprs) - min(tprs))
