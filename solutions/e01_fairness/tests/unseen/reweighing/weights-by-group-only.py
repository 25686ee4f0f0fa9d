"""Data are balanced once every group has the same total weight."""

import numpy as np

from .groups import members


def reweighing(y, g):
    groups = members(g)
    people = len(y)
    weights = np.empty(people, dtype=np.float64)
    for rows in groups.values():
        weights[rows] = people / (len(groups) * rows.sum())
    return weights
