"""Throws a coin that has one side: integers(1) is always 0."""


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    Q, other = ((Q1, Q2), (Q2, Q1))[rng.integers(1)]
    worth = 0.0 if terminated else other[s2, Q[s2].argmax()]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * worth)
