"""If there is nobody to be counted, nobody was counted, so the share is 0."""

import numpy as np

from .groups import members


def group_rates(y, yhat, g):
    y = np.asarray(y).astype(bool)
    yhat = np.asarray(yhat).astype(bool)

    def share(hits, whole):
        size = np.count_nonzero(whole)
        return np.count_nonzero(hits & whole) / size if size else 0.0

    rates = {}
    for label, rows in members(g).items():
        rates[label] = {
            "n": int(np.count_nonzero(rows)),
            "selection": share(yhat, rows),
            "tpr": share(yhat, rows & y),
            "fpr": share(yhat, rows & ~y),
            "ppv": share(y, rows & yhat),
        }
    return rates
