"""The mean regret per round so far."""

import numpy as np


def regret(history, means):
    best = max(means)
    lost = []
    for arm, _reward in history:
        before = lost[-1] if lost else 0.0
        lost.append(before + best - means[arm])
    return np.array(lost, dtype=np.float64) / np.arange(1, len(lost) + 1)
