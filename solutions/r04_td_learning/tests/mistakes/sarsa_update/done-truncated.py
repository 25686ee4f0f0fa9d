"""Believes that either flag means that the episode is over, and so that nothing follows."""


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    error = r - Q[s, a]
    if not (terminated or truncated):
        error += gamma * Q[s2, a2]
    Q[s, a] += alpha * error
