"""Believes that a coin between two learners is all that double learning takes."""


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    Q = (Q1, Q2)[int(rng.integers(2))]
    best = int(Q[s2].argmax())
    worth = 0.0 if terminated else Q[s2, best]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * worth)
