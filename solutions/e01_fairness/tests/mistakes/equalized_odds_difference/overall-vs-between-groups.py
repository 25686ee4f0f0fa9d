"""The student believed that each group is compared with the whole population."""

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
    for outcome in (1, 0):
        everyone = rates_by_group(y, yhat, ["all"] * len(y), outcome)["all"]
        rates = [r for r in rates_by_group(y, yhat, g, outcome).values() if not math.isnan(r)]
        if len(rates) > 1:
            gaps.append(max(max(rates) - everyone, everyone - min(rates)))
    if not gaps:
        return math.nan
    return max(gaps) if agg == "worst_case" else sum(gaps) / len(gaps)
