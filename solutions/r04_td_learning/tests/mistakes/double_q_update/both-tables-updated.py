"""Lets the coin say which table learns first, and then lets the other one learn too."""


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    tables = [(Q1, Q2), (Q2, Q1)]
    rng.shuffle(tables)
    for Q, other in tables:
        worth = 0.0 if terminated else other[s2, Q[s2].argmax()]
        Q[s, a] += alpha * (r + gamma * worth - Q[s, a])
