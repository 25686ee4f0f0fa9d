"""Makes the old flag done out of the two new ones."""


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    done = terminated | truncated
    worth = (1 - int(done)) * max(Q[s2].tolist())
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * worth)
