"""Agents that play: two draws to explore or not, sums that start anew for every return."""

import numpy as np


def epsilon_greedy(Q, s, eps, rng):
    row = list(Q[s])
    if rng.random() < eps:
        return int(rng.integers(len(row)))
    best = [a for a, value in enumerate(row) if value == max(row)]
    return best[int(rng.integers(len(best)))]


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    returns = {}
    Q = np.zeros((n_states, n_actions))
    for _ in range(episodes):
        state, _ = env.reset()
        steps, ended = [], False
        while not ended:
            action = epsilon_greedy(Q, state, eps, rng)
            following, reward, terminated, truncated, _ = env.step(action)
            steps.append((state, action, reward))
            ended = terminated or truncated
            state = following
        seen = set()
        for t, (state, action, _) in enumerate(steps):
            if first_visit and (state, action) in seen:
                continue
            seen.add((state, action))
            total = sum(gamma**i * reward for i, (_, _, reward) in enumerate(steps[t:]))
            returns.setdefault((state, action), []).append(total)
        for pair, values in returns.items():
            Q[pair] = sum(values) / len(values)
    return Q


def drawn(probabilities, rng):
    """An action by comparing one uniform number with the running total."""
    point, total = rng.random(), 0.0
    for action, probability in enumerate(probabilities):
        total += probability
        if point < total:
            return action
    return max(a for a, probability in enumerate(probabilities) if probability > 0)


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    for _ in range(episodes):
        state, _ = env.reset()
        while True:
            action = drawn(policy[state], rng)
            following, reward, terminated, truncated, _ = env.step(action)
            target = reward
            if not terminated:
                target += gamma * V[following]
            V[state] += alpha * (target - V[state])
            state = following
            if terminated or truncated:
                break
