"""UCB1: be optimistic about what is uncertain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


class UCB1:
    """Play the arm with the highest upper confidence bound of its mean reward.

        index(arm) = mean of its rewards + sqrt(c ln(t) / plays of the arm)

    Source: Auer, Cesa-Bianchi and Fischer, Finite-time Analysis of the Multiarmed Bandit Problem
    (2002), figure 1, where c = 2.

    Args:
        n: number of arms.
        rng: the only source of chance.
        c: width of the bound, 0 or more.

    Attributes (given; checks call `indices` and do not read them):
        counts: how often each arm was played, n integers.
        means: the mean reward of each arm, n floats; 0.0 until its first reward.

    Conventions: t is the number of plays so far, of all arms together, 0 at the start. `ln` is the
    natural logarithm. An arm that was never played has an infinite index, whatever t is; so every
    arm is played once before any is played twice. Arms of equal index are equally likely. `select`
    changes nothing but the generator.

    Example:
        >>> policy = UCB1(2, rng=np.random.default_rng(0))
        >>> policy.update(0, 1.0)
        >>> policy.indices(1)
        array([ 1., inf])
        >>> policy.update(1, 0.0)
        >>> policy.indices(2)
        array([2.1774..., 1.1774...])
    """

    def __init__(self, n: int, rng: np.random.Generator, c: float = 2.0) -> None:
        self.n, self.rng, self.c = n, rng, c
        self.counts = np.zeros(n, dtype=int)
        self.means = np.zeros(n)

    def indices(self, t: int) -> Float[np.ndarray, " n"]:
        """The index of each arm, after t plays."""
        # TODO: The index of each arm, after t plays
        raise NotImplementedError("UCB1.indices: The index of each arm, after t plays")

    def select(self, t: int) -> int:
        """Choose an arm, 0 to n - 1, after t plays."""
        # TODO: Choose an arm, 0 to n - 1, after t plays
        raise NotImplementedError("UCB1.select: Choose an arm, 0 to n - 1, after t plays")

    def update(self, arm: int, reward: float) -> None:
        """Count one play of `arm` and take `reward` into its mean."""
        # TODO: Count one play of `arm` and take `reward` into its mean
        raise NotImplementedError(
            "UCB1.update: Count one play of `arm` and take `reward` into its mean"
        )
