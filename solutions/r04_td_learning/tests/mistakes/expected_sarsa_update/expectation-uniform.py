"""Takes an expectation for a mean over the actions."""


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    expected = 0.0 if terminated else sum(Q[s2]) / len(Q[s2])
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * expected)
