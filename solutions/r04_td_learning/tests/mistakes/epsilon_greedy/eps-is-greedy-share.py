"""Takes eps for the share of greedy actions."""

import numpy as np


def epsilon_greedy(Q, s, eps, rng):
    greedy = Q[s] == np.max(Q[s])
    chances = eps * greedy / greedy.sum() + (1 - eps) / len(greedy)
    return int(rng.choice(len(greedy), p=chances))
