"""Believes that the flags only say when the loop ends."""


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    Q, other = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    best = max(range(Q.shape[1]), key=lambda action: Q[s2, action])
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * other[s2, best])
