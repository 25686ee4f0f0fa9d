"""The environment is reset once before the first episode, and again after each one."""

import numpy as np

from .chance import epsilon_greedy


def returns_of(steps, gamma):
    """The return of each step, the last one first."""
    total = 0.0
    for *pair, reward in reversed(steps):
        total = total * gamma + reward
        yield tuple(pair), total


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    Q, visits = np.zeros((n_states, n_actions)), {}
    s, _ = env.reset()
    for _ in range(episodes):
        steps, terminated, truncated = [], False, False
        while not terminated and not truncated:
            a = epsilon_greedy(Q, s, eps, rng)
            s2, r, terminated, truncated, _ = env.step(a)
            steps.append((s, a, r))
            s = s2
        s, _ = env.reset()
        counted = returns_of(steps, gamma)
        if first_visit:
            counted = dict(counted).items()  # an earlier visit comes later here and replaces it
        for pair, total in counted:
            visits[pair] = visits.get(pair, 0) + 1
            Q[pair] = Q[pair] + (total - Q[pair]) / visits[pair]
    return Q


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    actions = list(range(policy.shape[1]))
    s, _ = env.reset()
    played = 0
    while played < episodes:
        s2, r, terminated, truncated, _ = env.step(rng.choice(actions, p=policy[s]).item())
        error = r - V[s] if terminated else r + gamma * V[s2] - V[s]
        V[s] += alpha * error
        s = s2
        if terminated or truncated:
            played += 1
            s, _ = env.reset()
