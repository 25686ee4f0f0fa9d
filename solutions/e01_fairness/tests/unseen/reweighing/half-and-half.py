"""Data are balanced once every pair of group and label has the same total weight."""

import numpy as np

from .groups import members


def reweighing(y, g):
    y = np.asarray(y).astype(int)
    groups = members(g)
    weights = np.zeros(len(y))
    for rows in groups.values():
        for value in (0, 1):
            cell = rows & (y == value)
            if cell.any():
                weights[cell] = len(y) / (2 * len(groups) * cell.sum())
    return weights
