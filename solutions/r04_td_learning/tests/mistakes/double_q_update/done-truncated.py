"""Believes that either flag means that nothing follows."""


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    Q, other = (Q1, Q2) if rng.integers(2) else (Q2, Q1)
    Q[s, a] += alpha * (r - Q[s, a])
    if not (terminated or truncated):
        Q[s, a] += alpha * gamma * other[s2, Q[s2].argmax()]
