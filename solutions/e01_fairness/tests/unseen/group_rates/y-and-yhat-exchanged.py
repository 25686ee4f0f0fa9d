"""The first column holds what was decided, the second what came true."""

import math

import numpy as np

from .groups import members


def group_rates(y, yhat, g):
    decided = np.asarray(y).astype(bool)
    true = np.asarray(yhat).astype(bool)

    def share(values):
        return float(np.mean(values)) if len(values) else math.nan

    return {
        label: {
            "n": int(np.count_nonzero(rows)),
            "selection": share(decided[rows]),
            "tpr": share(decided[rows & true]),
            "fpr": share(decided[rows & ~true]),
            "ppv": share(true[rows & decided]),
        }
        for label, rows in members(g).items()
    }
