"""The probabilities of all actions, and one draw from them."""

import numpy as np


def epsilon_greedy(Q, s, eps, rng):
    best = np.isclose(Q[s], np.max(Q[s]), rtol=0, atol=0)
    n_actions = len(best)
    return rng.choice(n_actions, p=eps / n_actions + (1 - eps) * best / np.count_nonzero(best))
