"""Believes that to explore is to take another action than the best."""

import numpy as np


def epsilon_greedy(Q, s, eps, rng):
    order = rng.permutation(Q.shape[1])
    ranked = order[np.argsort(-Q[s][order], kind="stable")]
    if rng.uniform() < 1 - eps or len(ranked) == 1:
        return int(ranked[0])
    return int(rng.choice(ranked[1:]))
