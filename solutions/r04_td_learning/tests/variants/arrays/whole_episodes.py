"""Monte Carlo with sums and counts, TD(0) with a table of running totals of the policy."""

import numpy as np

from .acting import epsilon_greedy


def played(env, act):
    """States, actions and rewards of one episode."""
    state, _ = env.reset()
    steps = []
    while True:
        action = act(state)
        after, reward, terminated, truncated, _ = env.step(int(action))
        steps.append((state, action, reward))
        if terminated or truncated:
            return (np.array(column) for column in zip(*steps, strict=True))
        state = after


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    sums, counts = np.zeros(n_states * n_actions), np.zeros(n_states * n_actions)
    for _ in range(episodes):
        Q = (sums / np.maximum(counts, 1)).reshape(n_states, n_actions)
        states, actions, rewards = played(env, lambda s, Q=Q: epsilon_greedy(Q, s, eps, rng))
        ahead = np.subtract.outer(np.arange(len(rewards)), np.arange(len(rewards))).T
        returns = np.where(ahead >= 0, float(gamma) ** np.maximum(ahead, 0), 0.0) @ rewards
        pairs = states * n_actions + actions
        if first_visit:
            pairs, first = np.unique(pairs, return_index=True)
            returns = returns[first]
        np.add.at(sums, pairs, returns)
        np.add.at(counts, pairs, 1)
    return (sums / np.maximum(counts, 1)).reshape(n_states, n_actions)


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    totals = policy.cumsum(axis=1)
    totals /= totals[:, -1:]
    for _ in range(episodes):
        (state, _), going_on = env.reset(), True
        while going_on:
            action = np.searchsorted(totals[state], rng.random(), side="right")
            after, reward, terminated, truncated, _ = env.step(action)
            ahead = gamma * V[after] * (1 - terminated)
            V[state] = (1 - alpha) * V[state] + alpha * (reward + ahead)
            state, going_on = after, not (terminated | truncated)
    return V
