"""Believes that the other table should be asked for everything."""


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    Q, other = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    best = int(other[s2].argmax())
    worth = 0.0 if terminated else other[s2, best]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * worth)
