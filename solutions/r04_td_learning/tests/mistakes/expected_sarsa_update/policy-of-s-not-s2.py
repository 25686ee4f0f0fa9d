"""Weighs the next values by the probabilities of the state that it is in."""


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    expected = 0.0
    for action, probability in enumerate(policy[s]):
        if not terminated:
            expected += probability * Q[s2, action]
    Q[s, a] = (1 - alpha) * Q[s, a] + alpha * (r + gamma * expected)
