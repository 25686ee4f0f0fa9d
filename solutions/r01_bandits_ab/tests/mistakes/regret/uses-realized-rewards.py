"""Compares with what was paid."""

import numpy as np


def regret(history, means):
    best = max(means)
    lost = []
    for _arm, reward in history:
        before = lost[-1] if lost else 0.0
        lost.append(before + best - reward)
    return np.array(lost, dtype=np.float64)
