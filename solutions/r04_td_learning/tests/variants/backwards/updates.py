"""Targets from the end backwards, and tables that are replaced row by row."""

import numpy as np


def n_step_return(rewards, values, n, gamma, terminated):
    """G_{0:n} = R_1 + gamma G_{1:n}."""
    if len(rewards) == 0 and terminated:
        return 0.0
    if len(rewards) == 0 or n == 0:
        return values[0]
    return rewards[0] + gamma * n_step_return(rewards[1:], values[1:], n - 1, gamma, terminated)


def towards(Q, s, a, alpha, target):
    row = Q[s].copy()
    row[a] -= alpha * (row[a] - target)
    Q[s] = row


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    towards(Q, s, a, alpha, r if terminated else r + gamma * Q[s2, a2])


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    target = r
    if not terminated:
        for p, q in zip(reversed(policy[s2]), reversed(Q[s2]), strict=True):
            target += gamma * p * q
    towards(Q, s, a, alpha, target)


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    towards(Q, s, a, alpha, r if terminated else r + gamma * np.sort(Q[s2])[-1])


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    if rng.normal() > 0:
        Q1, Q2 = Q2, Q1
    target = r
    if not terminated:
        best = np.flatnonzero(Q1[s2] == Q1[s2].max())
        target += gamma * Q2[s2, rng.choice(best)]
    towards(Q1, s, a, alpha, target)
