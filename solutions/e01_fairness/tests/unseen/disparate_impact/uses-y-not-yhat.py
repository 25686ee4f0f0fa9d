"""The impact compares how often y = 1 occurs in a group and in the privileged one."""

import math

import numpy as np

from .groups import members


def disparate_impact(y, yhat, g, privileged):
    y = np.asarray(y).astype(float)
    shares = {label: float(y[rows].mean()) for label, rows in members(g).items()}
    if privileged not in shares:
        raise ValueError(f"nobody belongs to {privileged!r}")
    base = shares[privileged]

    def ratio(share):
        if base == 0:
            return math.nan if share == 0 else math.inf
        return share / base

    return {label: ratio(share) for label, share in shares.items() if label != privileged}
