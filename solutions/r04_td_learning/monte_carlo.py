"""Monte Carlo control: play whole episodes, average what followed each choice, choose better."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .policies import epsilon_greedy

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from gymnasium import Env
    from jaxtyping import Float


def run_episode(env: Env, choose: Callable[[int], int]) -> list[tuple[int, int, float]]:
    """Play one episode with `choose(state)` as the policy; its (state, action, reward) in order.

    Given to you. The reward of an entry is the one that its action earned: R_{t+1} stands beside
    S_t and A_t. The episode ends when the environment says terminated or truncated.
    """
    episode = []
    state, _ = env.reset()
    over = False
    while not over:
        action = choose(state)
        next_state, reward, terminated, truncated, _ = env.step(action)
        episode.append((state, action, reward))
        state, over = next_state, terminated or truncated
    return episode


def mc_control(
    env: Env,
    n_states: int,
    n_actions: int,
    episodes: int,
    gamma: float,
    eps: float,
    rng: np.random.Generator,
    first_visit: bool = True,
) -> Float[np.ndarray, "n_states n_actions"]:
    """On-policy Monte Carlo control: Q[s, a] is the mean return that followed a visit of (s, a).

        G_t = R_{t+1} + gamma R_{t+2} + gamma^2 R_{t+3} + ...    up to the end of the episode

    In each episode the agent acts epsilon-greedily on the Q that all earlier episodes gave.

    Source: Sutton and Barto, Reinforcement Learning (2018), section 5.4, page 101.

    Args:
        env: an environment with gymnasium's `reset()` and `step(action)`, and nothing else. It is
            seeded already: call `reset()` without a seed.
        n_states: number of states, which are integers from 0.
        n_actions: number of actions, which are integers from 0.
        episodes: how many episodes to play, exactly.
        gamma: discount, 0 to 1.
        eps: exploration of the epsilon-greedy policy, 0 to 1.
        rng: the only source of chance for the agent.
        first_visit: True: of several visits of a pair (s, a) in one episode only the first counts.
            False: every visit counts.

    Returns:
        Q, a float64 array of shape (n_states, n_actions).

    Conventions: Q starts as zeros, and pairs that were never visited stay 0. All counted returns of
    a pair have equal weight. A truncated episode has ended too: its returns sum what was received.

    Example: see the handout, where two episodes are worked by hand.
    """
    # BEGIN PROMPT
    # # Your own `epsilon_greedy` chooses: `from .policies import epsilon_greedy`, at the top.
    # END PROMPT
    # BEGIN SOLUTION
    Q = np.zeros((n_states, n_actions))
    counts = np.zeros_like(Q)
    for _ in range(episodes):
        episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
        pairs = [(s, a) for s, a, _ in episode]
        G = 0.0
        for t in reversed(range(len(episode))):
            G = episode[t][2] + gamma * G
            if not first_visit or pairs[t] not in pairs[:t]:
                counts[pairs[t]] += 1
                Q[pairs[t]] += (G - Q[pairs[t]]) / counts[pairs[t]]
    return Q
    # END SOLUTION
    # BEGIN MISTAKE every-visit-when-first
    # why: the flag is ignored; returns of one episode overlap, so they are no independent samples
    # hint: A pair is visited twice in one episode, and first_visit is True. How many returns does
    # hint: your code add for it?
    # Q = np.zeros((n_states, n_actions))
    # counts = np.zeros_like(Q)
    # for _ in range(episodes):
    #     episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
    #     G = 0.0
    #     for s, a, r in reversed(episode):
    #         G = r + gamma * G
    #         counts[s, a] += 1
    #         Q[s, a] += (G - Q[s, a]) / counts[s, a]
    # return Q
    # END MISTAKE
    # BEGIN MISTAKE last-visit-when-first
    # why: going backwards, the first visit that the loop meets is the last one of the episode
    # hint: You walk through the episode backwards. The visit that you meet first: is it the first
    # hint: one or the last one in time?
    # Q = np.zeros((n_states, n_actions))
    # counts = np.zeros_like(Q)
    # for _ in range(episodes):
    #     episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
    #     G, seen = 0.0, set()
    #     for s, a, r in reversed(episode):
    #         G = r + gamma * G
    #         if not first_visit or (s, a) not in seen:
    #             seen.add((s, a))
    #             counts[s, a] += 1
    #             Q[s, a] += (G - Q[s, a]) / counts[s, a]
    # return Q
    # END MISTAKE
    # BEGIN MISTAKE first-visit-of-the-state
    # why: a second action in a state that was seen before never gets its return
    # hint: An agent is in one state twice and takes another action each time. Is the second one a
    # hint: first visit of the pair (s, a)?
    # Q = np.zeros((n_states, n_actions))
    # counts = np.zeros_like(Q)
    # for _ in range(episodes):
    #     episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
    #     states = [s for s, _, _ in episode]
    #     G = 0.0
    #     for t in reversed(range(len(episode))):
    #         s, a, r = episode[t]
    #         G = r + gamma * G
    #         if not first_visit or s not in states[:t]:
    #             counts[s, a] += 1
    #             Q[s, a] += (G - Q[s, a]) / counts[s, a]
    # return Q
    # END MISTAKE
    # BEGIN MISTAKE returns-forward
    # why: G then holds the rewards before t, which the action at t cannot have caused
    # hint: The return of a step is made of the rewards that come after it. Which rewards has your
    # hint: G seen when it meets the first step of the episode?
    # Q = np.zeros((n_states, n_actions))
    # counts = np.zeros_like(Q)
    # for _ in range(episodes):
    #     episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
    #     pairs = [(s, a) for s, a, _ in episode]
    #     G = 0.0
    #     for t in range(len(episode)):
    #         G = episode[t][2] + gamma * G
    #         if not first_visit or pairs[t] not in pairs[:t]:
    #             counts[pairs[t]] += 1
    #             Q[pairs[t]] += (G - Q[pairs[t]]) / counts[pairs[t]]
    # return Q
    # END MISTAKE
    # BEGIN MISTAKE policy-not-updated
    # why: the agent acts on the zeros it began with, so it evaluates a random policy for ever
    # hint: Which table does your agent look at when it chooses in episode 100: the one that the
    # hint: first 99 episodes gave, or the one it began with?
    # Q = np.zeros((n_states, n_actions))
    # counts = np.zeros_like(Q)
    # start = Q.copy()
    # for _ in range(episodes):
    #     episode = run_episode(env, lambda s: epsilon_greedy(start, s, eps, rng))
    #     pairs = [(s, a) for s, a, _ in episode]
    #     G = 0.0
    #     for t in reversed(range(len(episode))):
    #         G = episode[t][2] + gamma * G
    #         if not first_visit or pairs[t] not in pairs[:t]:
    #             counts[pairs[t]] += 1
    #             Q[pairs[t]] += (G - Q[pairs[t]]) / counts[pairs[t]]
    # return Q
    # END MISTAKE
    # BEGIN MISTAKE sum-not-mean
    # why: a pair that is visited often then looks good only because it is visited often
    # hint: An action earned 2 in each of 10 episodes. What should its value be, and what is it in
    # hint: your table?
    # Q = np.zeros((n_states, n_actions))
    # for _ in range(episodes):
    #     episode = run_episode(env, lambda s: epsilon_greedy(Q, s, eps, rng))
    #     pairs = [(s, a) for s, a, _ in episode]
    #     G = 0.0
    #     for t in reversed(range(len(episode))):
    #         G = episode[t][2] + gamma * G
    #         if not first_visit or pairs[t] not in pairs[:t]:
    #             Q[pairs[t]] += G
    # return Q
    # END MISTAKE
