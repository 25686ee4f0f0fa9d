"""Where most of a group's labels are 0, its labels are the wrong ones."""

import math

import numpy as np

from .groups import members


def audit(data):
    label = np.asarray(data["label"]).astype(int)
    n = len(label)
    groups = members(data["group"])

    association = {}
    for name, column in data["features"].items():
        f = np.asarray(column, dtype=float)
        if f.min() == f.max():
            association[name] = math.nan
        else:
            fitted = np.empty(n)
            for rows in groups.values():
                fitted[rows] = f[rows].mean()
            association[name] = float(
                np.sum((fitted - f.mean()) ** 2) / np.sum((f - f.mean()) ** 2)
            )

    missed, representation = {}, {}
    for group, share in data["population"].items():
        if group in groups:
            own = label[groups[group]]
            missed[group] = float(np.mean(own == 0))
            representation[group] = len(own) / n / share
        else:
            missed[group] = math.nan
            representation[group] = 0.0

    def top(statistic):
        known = [key for key, value in statistic.items() if not math.isnan(value)]
        return max(known, key=statistic.get, default=None)

    return {
        "proxy": top(association),
        "mislabelled": top(missed),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
