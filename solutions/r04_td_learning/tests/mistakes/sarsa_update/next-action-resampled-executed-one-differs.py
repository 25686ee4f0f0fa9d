"""Asks the policy for the next action again, though the caller has already drawn it."""

import numpy as np

from .policies import epsilon_greedy


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    drawn = epsilon_greedy(Q, s2, 0.1, np.random.default_rng())
    following = 0.0 if terminated else Q[s2, drawn]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * following)
