"""Adds rewards up while the episode is played, so each return is what was earned so far."""

import numpy as np

from .policies import epsilon_greedy


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    Q, counts = np.zeros((n_states, n_actions)), np.zeros((n_states, n_actions))
    for _ in range(episodes):
        s, _ = env.reset()
        earned, discount, returns, over = 0.0, 1.0, [], False
        while not over:
            a = epsilon_greedy(Q, s, eps, rng)
            s2, r, terminated, truncated, _ = env.step(a)
            earned += discount * r
            discount *= gamma
            if not first_visit or (s, a) not in [pair for pair, _ in returns]:
                returns.append(((s, a), earned))
            s, over = s2, terminated or truncated
        for pair, G in returns:
            counts[pair] += 1
            Q[pair] += (G - Q[pair]) / counts[pair]
    return Q
