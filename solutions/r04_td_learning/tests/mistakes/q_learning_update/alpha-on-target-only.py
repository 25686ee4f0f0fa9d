"""Assigns the step times the target, without what is kept of the old value."""


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    worth = 0.0 if terminated else max(Q[s2])
    Q[s, a] = alpha * (r + gamma * worth)
