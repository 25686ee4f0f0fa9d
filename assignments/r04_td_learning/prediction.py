"""Prediction: what a given policy earns, by TD(0) and by returns of n steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from gymnasium import Env
    from jaxtyping import Float


def td0_evaluate(
    V: Float[np.ndarray, " n_states"],
    env: Env,
    policy: Float[np.ndarray, "n_states n_actions"],
    episodes: int,
    alpha: float,
    gamma: float,
    rng: np.random.Generator,
) -> None:
    """Tabular TD(0): while following `policy`, move V[s] towards r + gamma V[s2] at every step.

        V(S_t) <- V(S_t) + alpha [R_{t+1} + gamma V(S_{t+1}) - V(S_t)]

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 6.2 and page 120.

    Args:
        V: float64 array of shape (n_states,), the values to begin with. Changed in place.
        env: an environment with gymnasium's `reset()` and `step(action)`, and nothing else. It is
            seeded already: call `reset()` without a seed.
        policy: float64 array of shape (n_states, n_actions); policy[s, a] is the probability of
            action a in state s.
        episodes: how many episodes to play, exactly.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        rng: the only source of chance for the agent.

    Returns:
        None; what you return is not looked at. The result is V itself.

    Conventions: V changes after each step, before the next one, and only at the state just left. A
    terminal state is worth 0, whatever V holds there. An episode that is truncated (a time limit)
    stops although its last state is not terminal: that state is worth what V says.

    Example: see the handout, where two short episodes are worked by hand.
    """
    # TODO: Tabular TD(0): while following `policy`, move V[s] towards r + gamma V[s2] at every step
    raise NotImplementedError(
        "td0_evaluate: Tabular TD(0): while following `policy`, move V[s] towards r + gamma V[s2] "
        "at every step"
    )


def n_step_return(
    rewards: Float[np.ndarray, " T"],
    values: Float[np.ndarray, " T+1"],
    n: int,
    gamma: float,
    terminated: bool,
) -> float:
    """The n-step return: n rewards, then the estimated value of the state that they led to.

        G_{0:n} = R_1 + gamma R_2 + ... + gamma^(n-1) R_n + gamma^n V(S_n)

    Time is counted from the step in question: for G_{t:t+n} the caller hands over what begins at t.

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 7.1.

    Args:
        rewards: float64 array of shape (T,), T >= 1: the rewards R_1 to R_T up to the end of the
            episode.
        values: float64 array of shape (T + 1,): V(S_0) to V(S_T). The last one belongs to the state
            in which the episode ended.
        n: number of steps, at least 1.
        gamma: discount, 0 to 1.
        terminated: True: S_T is terminal. False: the episode was truncated there.

    Returns:
        The return, a float.

    Conventions: where the episode ends before n steps are over (n > T), there are only T rewards.
    A terminal state is worth 0, whatever `values` holds; in a truncated episode the value of S_T
    is used as soon as n reaches it, discounted by the T steps that were really made. No argument
    is changed.

    Example:
        >>> n_step_return(np.array([4.0, -2.0]), np.array([0.0, 10.0, 6.0]), 1, 0.5, False)
        9.0
    """
    # TODO: The n-step return: n rewards, then the estimated value of the state that they led to
    raise NotImplementedError(
        "n_step_return: The n-step return: n rewards, then the estimated value of the state that "
        "they led to"
    )
