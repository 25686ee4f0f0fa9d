"""The student believed that the worst case is both gaps together."""

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
    gaps = []
    for outcome in (0, 1):
        rates = [r for r in rates_by_group(y, yhat, g, outcome).values() if not math.isnan(r)]
        if len(rates) > 1:
            gaps.append(max(rates) - min(rates))
    if not gaps:
        return math.nan
    return sum(gaps) if agg == "worst_case" else sum(gaps) / len(gaps)
