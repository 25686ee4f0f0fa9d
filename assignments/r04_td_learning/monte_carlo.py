"""Monte Carlo control: play whole episodes, average what followed each choice, choose better."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

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
    # Your own `epsilon_greedy` chooses: `from .policies import epsilon_greedy`, at the top.
    # TODO: On-policy Monte Carlo control: Q[s, a] is the mean return that followed a visit of (s,
    #     a)
    raise NotImplementedError(
        "mc_control: On-policy Monte Carlo control: Q[s, a] is the mean return that followed a "
        "visit of (s, a)"
    )
