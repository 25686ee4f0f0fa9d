"""Epsilon-greedy: mostly the best arm so far, now and then any arm at all."""

from __future__ import annotations

import numpy as np


class EpsilonGreedy:
    """With probability `eps` any arm, otherwise one with the highest estimated value.

        P(arm) = eps / n + (1 - eps) / m    for each of the m arms with the highest value
        P(arm) = eps / n                    for each other arm

    Source: Sutton and Barto, Reinforcement Learning (2018), sections 2.2, 2.4 and 2.6.

    Args:
        n: number of arms.
        eps: from 0 (always greedy) to 1 (always at random).
        rng: the only source of chance.
        initial: the value of an arm that was never played. A high one makes the arms be tried.

    Attributes (checks read them):
        counts: how often each arm was played, n integers.
        values: the mean reward of each arm, n floats; `initial` until its first reward.

    Conventions: "any arm" includes the best ones. Arms of equal value are equally likely. The first
    reward replaces `initial`, which is no reward. How you draw from `rng` is up to you.

    Example:
        >>> policy = EpsilonGreedy(3, eps=0.0, rng=np.random.default_rng(0))
        >>> policy.update(1, 4.0)
        >>> policy.update(1, 1.0)
        >>> policy.values, policy.select(2)
        (array([0. , 2.5, 0. ]), 1)
    """

    def __init__(self, n: int, eps: float, rng: np.random.Generator, initial: float = 0.0) -> None:
        self.n, self.eps, self.rng = n, eps, rng
        self.counts = np.zeros(n, dtype=int)
        self.values = np.full(n, float(initial))

    def select(self, t: int) -> int:
        """Choose an arm, 0 to n - 1. t, the number of rounds played, is not needed here."""
        # TODO: Choose an arm, 0 to n - 1. t, the number of rounds played, is not needed here
        raise NotImplementedError(
            "EpsilonGreedy.select: Choose an arm, 0 to n - 1. t, the number of rounds played, is "
            "not needed here"
        )

    def update(self, arm: int, reward: float) -> None:
        """Count one play of `arm` and take `reward` into its mean."""
        # TODO: Count one play of `arm` and take `reward` into its mean
        raise NotImplementedError(
            "EpsilonGreedy.update: Count one play of `arm` and take `reward` into its mean"
        )
