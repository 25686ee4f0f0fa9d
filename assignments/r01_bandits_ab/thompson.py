"""Thompson sampling: choose each arm as often as it is likely to be the best."""

from __future__ import annotations

import numpy as np


class ThompsonBeta:
    """Thompson sampling for rewards 0 and 1, with a Beta(a, b) prior for each arm's mean.

        select:  theta[i] ~ Beta(alpha[i], beta[i]), independently for each arm i; the largest wins
        update:  alpha[arm] counts the ones, beta[arm] the zeros, on top of the prior

    Source: Chapelle and Li, An Empirical Evaluation of Thompson Sampling (2011), algorithm 2.

    Args:
        n: number of arms.
        a: first parameter of the prior, above 0: as if a rewards of 1 had been seen.
        b: second parameter of the prior, above 0: as if b rewards of 0 had been seen.
        rng: the only source of chance.

    Attributes (checks read them):
        alpha, beta: the parameters of each arm's posterior, n floats each.

    Conventions: a Beta posterior can only count. A reward other than 0 or 1 (0.0, True and so on
    are fine) raises ValueError and changes nothing. `rng.beta` may be used.

    Example:
        >>> policy = ThompsonBeta(2, a=1.0, b=3.0, rng=np.random.default_rng(0))
        >>> for reward in (1, 0, 1):
        ...     policy.update(1, reward)
        >>> policy.alpha, policy.beta
        (array([1., 3.]), array([3., 4.]))
    """

    def __init__(self, n: int, a: float, b: float, rng: np.random.Generator) -> None:
        self.n, self.rng = n, rng
        self.alpha = np.full(n, float(a))
        self.beta = np.full(n, float(b))

    def select(self, t: int) -> int:
        """Choose an arm, 0 to n - 1. t, the number of rounds played, is not needed here."""
        # TODO: Choose an arm, 0 to n - 1. t, the number of rounds played, is not needed here
        raise NotImplementedError(
            "ThompsonBeta.select: Choose an arm, 0 to n - 1. t, the number of rounds played, is "
            "not needed here"
        )

    def update(self, arm: int, reward: float) -> None:
        """Count one reward of `arm`, which is 0 or 1."""
        # TODO: Count one reward of `arm`, which is 0 or 1
        raise NotImplementedError("ThompsonBeta.update: Count one reward of `arm`, which is 0 or 1")
