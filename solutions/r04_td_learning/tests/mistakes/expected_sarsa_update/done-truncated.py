"""Multiplies by a single flag that says whether the game goes on."""


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    going_on = not terminated and not truncated
    expected = (policy[s2] * Q[s2]).sum()
    Q[s, a] -= alpha * (Q[s, a] - r - gamma * going_on * expected)
