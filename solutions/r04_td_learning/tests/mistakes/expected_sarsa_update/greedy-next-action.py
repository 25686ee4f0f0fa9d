"""Takes the action that the table likes best for the one that the policy takes."""


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    best = Q[s2].tolist().index(max(Q[s2]))
    expected = 0.0 if terminated else Q[s2, best]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * expected)
