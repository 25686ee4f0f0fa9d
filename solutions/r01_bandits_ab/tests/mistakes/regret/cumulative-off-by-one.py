"""Begins with a zero and stops one round early."""

import numpy as np


def regret(history, means):
    best = max(means)
    lost = [0.0]
    for arm, _reward in history:
        lost.append(lost[-1] + best - means[arm])
    return np.array(lost[:-1] if history else [], dtype=np.float64)
