"""How strongly a feature goes with the group is its variance between the groups."""

import math

import numpy as np

from .groups import members


def between_groups(values, masks):
    if np.all(values == values[0]):
        return math.nan
    sizes = np.array([mask.sum() for mask in masks])
    means = np.array([values[mask].mean() for mask in masks])
    return float(np.sum(sizes * (means - values.mean()) ** 2) / len(values))


def audit(data):
    groups = members(data["group"])
    label = np.asarray(data["label"]).astype(int)
    truth = np.asarray(data["truth"]).astype(int)
    masks = list(groups.values())
    association = {
        name: between_groups(np.asarray(column, dtype=float), masks)
        for name, column in data["features"].items()
    }
    missed, representation = {}, {}
    for group, share in data["population"].items():
        rows = groups.get(group)
        if rows is None:
            missed[group], representation[group] = math.nan, 0.0
            continue
        labels = label[rows & (truth == 1)]
        missed[group] = float(1 - labels.mean()) if labels.size else math.nan
        representation[group] = float(rows.mean() / share)

    def largest(statistic):
        known = [key for key in statistic if not math.isnan(statistic[key])]
        return max(known, key=lambda key: statistic[key], default=None)

    return {
        "proxy": largest(association),
        "mislabelled": largest(missed),
        "undersampled": min(representation, key=lambda group: representation[group]),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
