"""One step of temporal-difference control, in four ways to say what the next state is worth.

All four change a table in place, at one entry. They take both flags of `env.step`: `terminated`
(the next state is terminal: nothing can be earned from it) and `truncated` (somebody stopped the
clock). Which of them matters to a target is for you to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def sarsa_update(
    Q: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    a2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    """SARSA: move Q[s, a] towards r + gamma Q[s2, a2], where a2 is the action taken next.

        Q(S, A) <- Q(S, A) + alpha [R + gamma Q(S', A') - Q(S, A)]

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 6.7.

    Args:
        Q: float64 array of shape (n_states, n_actions). Changed in place.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        a2: the action that the agent takes in `s2`; a valid one also where `s2` is terminal.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The result is Q itself.

    Conventions: a terminal state is worth 0, whatever Q holds there. A truncated episode still has
    the value of `s2`. Both flags may be True: then `s2` is terminal. No entry but Q[s, a] changes.

    Example:
        >>> Q = np.array([[0.0, 4.0], [6.0, 2.0]])
        >>> sarsa_update(Q, 0, 1, -1.0, s2=1, a2=1, terminated=False, alpha=0.5, gamma=0.5)
        >>> print(Q[0, 1])
        2.0
    """
    # TODO: SARSA: move Q[s, a] towards r + gamma Q[s2, a2], where a2 is the action taken next
    raise NotImplementedError(
        "sarsa_update: SARSA: move Q[s, a] towards r + gamma Q[s2, a2], where a2 is the action "
        "taken next"
    )


def expected_sarsa_update(
    Q: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    policy: Float[np.ndarray, "n_states n_actions"],
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    """Expected SARSA: move Q[s, a] towards r + gamma times the mean of Q[s2] under the policy.

        Q(S, A) <- Q(S, A) + alpha [R + gamma sum_a' pi(a' | S') Q(S', a') - Q(S, A)]

    Source: Sutton and Barto, Reinforcement Learning (2018), equation 6.9.

    Args:
        Q: float64 array of shape (n_states, n_actions). Changed in place.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        policy: float64 array of shape (n_states, n_actions); policy[s, a] is the probability of
            action a in state s. Each row sums to 1.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The result is Q itself.

    Conventions: those of `sarsa_update`. `policy` is not changed.

    Example:
        >>> Q = np.array([[0.0, 4.0], [6.0, 2.0]])
        >>> policy = np.array([[0.0, 1.0], [0.25, 0.75]])
        >>> expected_sarsa_update(Q, 0, 1, -1.0, 1, policy, False, alpha=0.5, gamma=0.5)
        >>> print(Q[0, 1])
        2.25
    """
    # TODO: Expected SARSA: move Q[s, a] towards r + gamma times the mean of Q[s2] under the policy
    raise NotImplementedError(
        "expected_sarsa_update: Expected SARSA: move Q[s, a] towards r + gamma times the mean of "
        "Q[s2] under the policy"
    )


def q_learning_update(
    Q: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    truncated: bool = False,
) -> None:
    """Q-learning: move Q[s, a] towards r + gamma max Q[s2], whatever the agent does next.

        Q(S, A) <- Q(S, A) + alpha [R + gamma max_a' Q(S', a') - Q(S, A)]

    Source: Watkins (1989); Sutton and Barto, Reinforcement Learning (2018), equation 6.8.

    Args:
        Q: float64 array of shape (n_states, n_actions). Changed in place.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The result is Q itself.

    Conventions: those of `sarsa_update`. All values of Q on the right of the arrow are those before
    the update, also where `s2` is `s`.

    Example:
        >>> Q = np.array([[0.0, 4.0], [6.0, 2.0]])
        >>> q_learning_update(Q, 0, 1, -1.0, 1, terminated=False, alpha=0.5, gamma=0.5)
        >>> print(Q[0, 1])
        3.0
    """
    # TODO: Q-learning: move Q[s, a] towards r + gamma max Q[s2], whatever the agent does next
    raise NotImplementedError(
        "q_learning_update: Q-learning: move Q[s, a] towards r + gamma max Q[s2], whatever the "
        "agent does next"
    )


def double_q_update(
    Q1: Float[np.ndarray, "n_states n_actions"],
    Q2: Float[np.ndarray, "n_states n_actions"],
    s: int,
    a: int,
    r: float,
    s2: int,
    terminated: bool,
    alpha: float,
    gamma: float,
    rng: np.random.Generator,
    truncated: bool = False,
) -> None:
    """Double Q-learning: one table selects the next action, the other one says what it is worth.

        heads:  Q1(S, A) <- Q1(S, A) + alpha [R + gamma Q2(S', argmax_a' Q1(S', a')) - Q1(S, A)]
        tails:  Q2(S, A) <- Q2(S, A) + alpha [R + gamma Q1(S', argmax_a' Q2(S', a')) - Q2(S, A)]

    Source: van Hasselt (2010); Sutton and Barto, Reinforcement Learning (2018), equation 6.10.

    Args:
        Q1: float64 array of shape (n_states, n_actions). Changed in place on heads.
        Q2: the same. Changed in place on tails.
        s: the state that was left.
        a: the action that was taken there.
        r: the reward.
        s2: the state that was reached; it may be `s` again.
        terminated: True: `s2` is terminal.
        alpha: step size, 0 to 1.
        gamma: discount, 0 to 1.
        rng: the only source of chance: it throws the coin.
        truncated: True: a time limit stopped the episode in `s2`.

    Returns:
        None; what you return is not looked at. The results are Q1 and Q2 themselves.

    Conventions: those of `sarsa_update`. Heads and tails are equally likely; only one table changes
    in a call. Where several actions share the largest value, take any of them.

    Example:
        >>> Q1, Q2 = np.array([[0.0, 4.0], [6.0, 2.0]]), np.array([[0.0, 6.0], [-2.0, 8.0]])
        >>> double_q_update(Q1, Q2, 0, 1, -1.0, 1, False, 0.5, 0.5, np.random.default_rng(0))
        >>> changed = Q1[0, 1], Q2[0, 1]  # (1, 6) after heads, (4, 3) after tails
    """
    # TODO: Double Q-learning: one table selects the next action, the other one says what it is
    #     worth
    raise NotImplementedError(
        "double_q_update: Double Q-learning: one table selects the next action, the other one says "
        "what it is worth"
    )
