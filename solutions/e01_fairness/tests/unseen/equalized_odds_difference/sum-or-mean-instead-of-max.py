"""Both gaps count equally, so the result is always their mean."""

import math

from .groups import group_rates


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError("agg is worst_case or mean")
    table = group_rates(y, yhat, g)
    gaps = []
    for rate in ("tpr", "fpr"):
        known = [row[rate] for row in table.values() if not math.isnan(row[rate])]
        if len(known) >= 2:
            gaps.append(max(known) - min(known))
    if not gaps:
        return math.nan
    return float(sum(gaps) / len(gaps))
