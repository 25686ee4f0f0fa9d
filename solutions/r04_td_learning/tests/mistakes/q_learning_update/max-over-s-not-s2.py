"""Looks for the best action before it has moved on."""


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    best = int(Q[s].argmax())
    worth = 0.0 if terminated else Q[s, best]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * worth)
