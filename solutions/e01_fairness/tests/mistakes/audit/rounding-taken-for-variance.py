"""The student believed that the variance of equal numbers is always exactly 0."""

import numpy as np


def audit(data):
    group = np.array(data["group"])
    label, truth = np.array(data["label"]), np.array(data["truth"])
    association = {}
    for name, column in data["features"].items():
        f = np.array(column, dtype=float)
        spread = np.var(f)
        means = np.array([f[group == each].mean() for each in group])
        association[name] = np.var(means) / spread if spread != 0 else np.nan
    missed, representation = {}, {}
    for each, share in data["population"].items():
        deserving = (group == each) & (truth == 1)
        missed[each] = 1 - label[deserving].mean() if deserving.any() else np.nan
        representation[each] = (group == each).mean() / share

    def top(numbers):
        return list(numbers)[int(np.nanargmax(list(numbers.values())))]

    return {
        "proxy": top(association),
        "mislabelled": top(missed),
        "undersampled": min(representation, key=representation.get),
        "association": association,
        "missed": missed,
        "representation": representation,
    }
