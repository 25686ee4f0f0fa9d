"""Believes that the agent will surely go on with the best action."""


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    following = 0.0
    if not terminated:
        following = max(Q[s2, other] for other in range(Q.shape[1]))
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * following)
