"""The student believed that the variance of the group means is enough."""

import math
from collections import Counter


def explained(column, keys):
    column = [float(v) for v in column]
    mean = sum(column) / len(column)
    own = {}
    for v, key in zip(column, keys, strict=True):
        own.setdefault(key, []).append(v)
    between = sum(len(vs) * (sum(vs) / len(vs) - mean) ** 2 for vs in own.values())
    return between / len(column) if max(column) > min(column) else math.nan


def best(numbers):
    return max((k for k in numbers if not math.isnan(numbers[k])), key=lambda k: numbers[k])


def audit(data):
    group, n = list(data["group"]), len(data["group"])
    label, truth = [int(a) for a in data["label"]], [int(a) for a in data["truth"]]
    association = {name: explained(column, group) for name, column in data["features"].items()}
    missed, representation, here = {}, {}, Counter(group)
    for k, part in data["population"].items():
        found = [a for a, b, c in zip(label, truth, group, strict=True) if c == k and b == 1]
        missed[k] = found.count(0) / len(found) if found else math.nan
        representation[k] = here[k] / n / part
    return {
        "proxy": best(association),
        "mislabelled": best(missed),
        "undersampled": min(representation, key=lambda k: representation[k]),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
