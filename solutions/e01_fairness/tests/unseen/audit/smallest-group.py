"""The group with the smallest share of the data is the one that is undersampled."""

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
        if len(set(values.tolist())) == 1:
            association[name] = math.nan
            continue
        mean = values.mean()
        between = 0.0
        for rows in groups.values():
            between += np.count_nonzero(rows) * (values[rows].mean() - mean) ** 2
        association[name] = float(between / np.sum((values - mean) ** 2))

    missed, representation = {}, {}
    for group in data["population"]:
        rows = groups.get(group, np.zeros(n, dtype=bool))
        positives = rows & (truth == 1)
        found = np.count_nonzero(positives)
        lost = np.count_nonzero(positives & (label == 0))
        missed[group] = lost / found if found else math.nan
        representation[group] = np.count_nonzero(rows) / n

    def known(statistic):
        return [key for key, value in statistic.items() if not math.isnan(value)]

    return {
        "proxy": max(known(association), key=association.get, default=None),
        "mislabelled": max(known(missed), key=missed.get, default=None),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
