"""A proxy is a feature that gives the label away."""

import math

import numpy as np

from .groups import members


def correlation_ratio(values, parts):
    if np.all(values == values[0]):
        return math.nan
    mean = values.mean()
    between = sum(part.sum() * (values[part].mean() - mean) ** 2 for part in parts)
    return float(between / ((values - mean) ** 2).sum())


def largest(statistic):
    known = {key: value for key, value in statistic.items() if not math.isnan(value)}
    return max(known, key=known.get) if known else None


def audit(data):
    label = np.asarray(data["label"]).astype(int)
    truth = np.asarray(data["truth"]).astype(int)
    groups = members(data["group"])
    by_label = list(members(label).values())
    association = {
        name: correlation_ratio(np.asarray(values, dtype=float), by_label)
        for name, values in data["features"].items()
    }
    missed = {}
    representation = {}
    for name, share in data["population"].items():
        rows = groups.get(name, np.zeros(len(label), dtype=bool))
        found = label[rows & (truth == 1)]
        missed[name] = float((found == 0).mean()) if found.size else math.nan
        representation[name] = float(rows.mean() / share)
    return {
        "proxy": largest(association),
        "mislabelled": largest(missed),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
