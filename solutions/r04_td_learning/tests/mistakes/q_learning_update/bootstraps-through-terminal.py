"""Trusts that the rows of terminal states are zero."""


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    best = sorted(Q[s2])[-1]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * best)
