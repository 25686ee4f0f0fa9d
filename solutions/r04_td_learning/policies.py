"""How to act on a table of action values while it is still wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


def epsilon_greedy(
    Q: Float[np.ndarray, "n_states n_actions"], s: int, eps: float, rng: np.random.Generator
) -> int:
    """Draw an action: with probability `eps` any action at all, otherwise a greedy one.

        pi(a | s) = eps / n_actions + (1 - eps) / n_greedy    for each of the n_greedy best actions
        pi(a | s) = eps / n_actions                           for each other action

    Source: Sutton and Barto, Reinforcement Learning (2018), section 2.2 and page 101.

    Args:
        Q: float64 array of shape (n_states, n_actions), the value of each action in each state.
        s: the state.
        eps: from 0 (always greedy) to 1 (always at random).
        rng: the only source of chance.

    Returns:
        The action, an integer from 0 to n_actions - 1.

    Conventions: "any action" includes the greedy ones. Where several actions share the largest
    value, each of them is as likely as the others; nearly equal is not equal. Q is not changed.
    How many numbers you draw from `rng`, and in which order, is up to you.

    Example:
        >>> Q = np.array([[0.0, 7.0, 2.0]])
        >>> epsilon_greedy(Q, s=0, eps=0.0, rng=np.random.default_rng(0))
        1
    """
    # BEGIN SOLUTION
    n_actions = Q.shape[1]
    if rng.random() < eps:
        return int(rng.integers(n_actions))
    best = np.flatnonzero(Q[s] == Q[s].max())
    return int(best[rng.integers(len(best))])
    # END SOLUTION
    # BEGIN MISTAKE argmax-ties-first
    # why: a table of zeros then always gives action 0, and whole regions are never tried
    # hint: Which action does your code choose from a row of zeros, a thousand times over?
    # n_actions = Q.shape[1]
    # if rng.random() < eps:
    #     return int(rng.integers(n_actions))
    # return int(Q[s].argmax())
    # END MISTAKE
    # BEGIN MISTAKE eps-excludes-greedy-action
    # why: the greedy action gets 1 - eps instead of 1 - eps + eps / n_actions
    # hint: With eps=1 every action should be equally likely. How likely is the greedy one in
    # hint: your code?
    # n_actions = Q.shape[1]
    # best = np.flatnonzero(Q[s] == Q[s].max())
    # greedy = int(best[rng.integers(len(best))])
    # if rng.random() < eps:
    #     others = np.delete(np.arange(n_actions), greedy)
    #     return int(others[rng.integers(len(others))])
    # return greedy
    # END MISTAKE
    # BEGIN MISTAKE eps-is-greedy-share
    # why: eps is the probability to explore; here it is the probability to exploit
    # hint: What should happen with eps=0: no exploration, or nothing but exploration?
    # n_actions = Q.shape[1]
    # if rng.random() >= eps:
    #     return int(rng.integers(n_actions))
    # best = np.flatnonzero(Q[s] == Q[s].max())
    # return int(best[rng.integers(len(best))])
    # END MISTAKE
