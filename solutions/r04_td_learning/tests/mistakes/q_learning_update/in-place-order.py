"""Splits the update into two lines, and the first one writes where the second one looks."""


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    Q[s, a] += alpha * (r - Q[s, a])
    if not terminated:
        Q[s, a] += alpha * gamma * max(Q[s2])
