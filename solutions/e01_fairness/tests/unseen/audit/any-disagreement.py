"""A label is wrong wherever it differs from the truth, so all differences are counted."""

import math

import numpy as np

from .groups import members


def audit(data):
    groups = members(data["group"])
    label = np.asarray(data["label"]).astype(int)
    truth = np.asarray(data["truth"]).astype(int)
    n = len(label)

    association = {}
    for name, column in data["features"].items():
        values = np.asarray(column, dtype=float)
        if values.max() == values.min():
            association[name] = math.nan
            continue
        centred = values - values.mean()
        between = sum(rows.sum() * centred[rows].mean() ** 2 for rows in groups.values())
        association[name] = float(between / (centred @ centred))

    missed, representation = {}, {}
    for group, share in data["population"].items():
        rows = groups.get(group, np.zeros(n, dtype=bool))
        examined = rows & (truth != -1)
        if examined.any():
            missed[group] = float(np.mean(label[examined] != truth[examined]))
        else:
            missed[group] = math.nan
        representation[group] = float(rows.sum() / n / share)

    def largest(statistic):
        known = {key: value for key, value in statistic.items() if value == value}
        return max(known, key=known.get, default=None)

    return {
        "proxy": largest(association),
        "mislabelled": largest(missed),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
