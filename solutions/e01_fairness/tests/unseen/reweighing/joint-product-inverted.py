"""A weight is the share of the pair over the share it would have by chance."""

import numpy as np

from .groups import members


def reweighing(y, g):
    y = np.asarray(y).astype(int)
    weights = np.zeros(len(y))
    for rows in members(g).values():
        for value in (0, 1):
            labelled = y == value
            cell = rows & labelled
            if cell.any():
                weights[cell] = cell.mean() / (rows.mean() * labelled.mean())
    return weights
