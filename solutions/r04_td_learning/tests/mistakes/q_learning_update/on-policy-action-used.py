"""Uses the only action that it was given, as SARSA would."""


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    following = a
    error = r - Q[s, a] if terminated else r + gamma * Q[s2, following] - Q[s, a]
    Q[s, a] += alpha * error
