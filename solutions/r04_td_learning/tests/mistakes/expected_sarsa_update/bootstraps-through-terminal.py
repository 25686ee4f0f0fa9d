"""Believes that the flags only say when the loop ends."""

import numpy as np


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    expected = np.average(Q[s2], weights=policy[s2])
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * expected)
