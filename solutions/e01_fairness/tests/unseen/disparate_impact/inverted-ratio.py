"""The ratio says how many times as often the privileged group is selected as the other."""

import math

from .groups import group_rates


def disparate_impact(y, yhat, g, privileged):
    rates = {label: row["selection"] for label, row in group_rates(y, yhat, g).items()}
    if privileged not in rates:
        raise ValueError(f"nobody belongs to {privileged!r}")
    top = rates.pop(privileged)
    impact = {}
    for label, rate in rates.items():
        if rate > 0:
            impact[label] = top / rate
        else:
            impact[label] = math.inf if top > 0 else math.nan
    return impact
