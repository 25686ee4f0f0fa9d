"""Believes that the flags only say when the loop ends."""


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    error = r + gamma * Q[s2][a2] - Q[s][a]
    Q[s][a] += alpha * error
