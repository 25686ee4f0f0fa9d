"""A share of the old value plus a share of the target; flags are numbers."""

import numpy as np


def n_step_return(rewards, values, n, gamma, terminated):
    received = np.asarray(rewards)[:n]
    left = values[len(received)]
    if len(received) == len(rewards):
        left = left * (not terminated)
    return np.polyval(np.append(received, left)[::-1], gamma)


def mixed(Q, pair, worth, r, terminated, alpha, gamma):
    Q[pair] = Q[pair] * (1 - alpha) + alpha * (r + gamma * (1 - terminated) * worth)
    return Q


def sarsa_update(Q, s, a, r, s2, a2, terminated, alpha, gamma, truncated=False):
    return mixed(Q, (s, a), Q[s2][a2], r, terminated, alpha, gamma)


def expected_sarsa_update(Q, s, a, r, s2, policy, terminated, alpha, gamma, truncated=False):
    worth = np.average(Q[s2], weights=policy[s2])
    return mixed(Q, (s, a), worth, r, terminated, alpha, gamma)


def q_learning_update(Q, s, a, r, s2, terminated, alpha, gamma, truncated=False):
    return mixed(Q, (s, a), np.amax(Q, axis=1)[s2], r, terminated, alpha, gamma)


def double_q_update(Q1, Q2, s, a, r, s2, terminated, alpha, gamma, rng, truncated=False):
    tables = [Q1, Q2]
    rng.shuffle(tables)
    learns, judges = tables
    worth = judges[s2][np.argmax(learns[s2])]
    return mixed(learns, (s, a), worth, r, terminated, alpha, gamma)
