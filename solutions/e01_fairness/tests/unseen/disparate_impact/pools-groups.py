"""Disparate impact compares the privileged with all who are not, taken together."""

import math

import numpy as np

from .groups import members


def disparate_impact(y, yhat, g, privileged):
    groups = members(g)
    if privileged not in groups:
        raise ValueError(f"nobody belongs to {privileged!r}")
    yhat = np.asarray(yhat).astype(float)
    inside = groups.pop(privileged)
    if not groups:
        return {}
    base = yhat[inside].mean()
    others = yhat[~inside].mean()
    if base > 0:
        ratio = float(others / base)
    else:
        ratio = math.inf if others > 0 else math.nan
    return dict.fromkeys(groups, ratio)
