"""The student believed that equal opportunity and equalized odds are the same."""

import math


def rates_by_group(y, yhat, g, outcome):
    chosen = {}
    for a, b, label in zip(y, yhat, g, strict=True):
        chosen.setdefault(label, [])
        if a == outcome:
            chosen[label].append(float(b))
    return {label: sum(own) / len(own) if own else math.nan for label, own in chosen.items()}


def equalized_odds_difference(y, yhat, g, agg="worst_case"):
    if agg not in ("worst_case", "mean"):
        raise ValueError("agg")
    rates = [r for r in rates_by_group(y, yhat, g, 1).values() if not math.isnan(r)]
    return math.nan if len(rates) < 2 else max(rates) - min(rates)
