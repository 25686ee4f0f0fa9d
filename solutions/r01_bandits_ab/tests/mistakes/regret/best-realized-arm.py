"""The best arm is the one that paid best in this history."""

import numpy as np


def regret(history, means):
    paid = {}
    for arm, reward in history:
        paid.setdefault(arm, []).append(reward)
    averages = {arm: sum(each) / len(each) for arm, each in paid.items()}
    best = means[max(averages, key=averages.get)] if averages else 0.0
    lost = []
    for arm, _reward in history:
        before = lost[-1] if lost else 0.0
        lost.append(before + best - means[arm])
    return np.array(lost, dtype=np.float64)
