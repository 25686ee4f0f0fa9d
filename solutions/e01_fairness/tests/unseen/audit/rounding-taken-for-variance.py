"""A feature does not vary if the sum of its squared distances from the mean is 0."""

import math

import numpy as np

from .groups import members


def audit(data):
    groups = members(data["group"])
    label = np.asarray(data["label"]).astype(int)
    truth = np.asarray(data["truth"]).astype(int)
    people = len(label)

    association = {}
    for name, column in data["features"].items():
        values = np.asarray(column, dtype=float)
        mean = values.mean()
        total = np.sum((values - mean) ** 2)
        if total == 0:
            association[name] = math.nan
            continue
        between = sum(rows.sum() * (values[rows].mean() - mean) ** 2 for rows in groups.values())
        association[name] = float(between / total)

    missed, representation = {}, {}
    nobody = np.zeros(people, dtype=bool)
    for group, share in data["population"].items():
        rows = groups.get(group, nobody)
        positives = rows & (truth == 1)
        missed[group] = float(np.mean(label[positives] == 0)) if positives.any() else math.nan
        representation[group] = float(rows.sum() / people / share)

    def known(statistic):
        return [key for key in statistic if not math.isnan(statistic[key])]

    return {
        "proxy": max(known(association), key=association.get, default=None),
        "mislabelled": max(known(missed), key=missed.get, default=None),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
