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
        # BEGIN SOLUTION
        return int(self.rng.beta(self.alpha, self.beta).argmax())
        # END SOLUTION
        # BEGIN MISTAKE posterior-mean
        # why: without sampling it is greedy, and an arm with a bad start is never tried again
        # hint: Call select a hundred times without an update. Does another arm ever come? Where
        # hint: is the chance in your choice?
        # return int((self.alpha / (self.alpha + self.beta)).argmax())
        # END MISTAKE
        # BEGIN MISTAKE shared-draw
        # why: with one draw for all arms they are good or bad together, and the likely winner
        # why: wins nearly always
        # hint: If the draw of one arm is high by luck, what does that say about the draws of the
        # hint: others? And in your code?
        # seed = int(self.rng.integers(2**32))
        # pairs = zip(self.alpha, self.beta, strict=True)
        # return int(np.argmax([np.random.default_rng(seed).beta(a, b) for a, b in pairs]))
        # END MISTAKE
        # BEGIN MISTAKE same-posterior-for-all
        # why: draws from the pooled posterior, so what an arm has paid does not matter
        # hint: One arm paid every time, another never. Does your choice depend on it?
        # return int(self.rng.beta(self.alpha.mean(), self.beta.mean(), size=self.n).argmax())
        # END MISTAKE

    def update(self, arm: int, reward: float) -> None:
        """Count one reward of `arm`, which is 0 or 1."""
        # BEGIN SOLUTION
        if reward not in (0, 1):
            raise ValueError(f"a Beta posterior counts zeros and ones, not {reward}")
        self.alpha[arm] += reward
        self.beta[arm] += 1 - reward
        # END SOLUTION
        # BEGIN MISTAKE alpha-beta-swapped
        # why: successes go to beta, so the worst arm looks best
        # hint: A reward of 1: should the mean alpha / (alpha + beta) rise or fall?
        # if reward not in (0, 1):
        #     raise ValueError(f"a Beta posterior counts zeros and ones, not {reward}")
        # self.alpha[arm] += 1 - reward
        # self.beta[arm] += reward
        # END MISTAKE
        # BEGIN MISTAKE non-binary-rewards
        # why: for a reward of 0.3 or 7 the Beta distribution is no posterior of anything
        # hint: What happens to your beta for a reward of 7? Which rewards can a Beta posterior
        # hint: count?
        # self.alpha[arm] += reward
        # self.beta[arm] += 1 - reward
        # END MISTAKE
        # BEGIN MISTAKE only-successes-count
        # why: without its failures every arm looks better with each success
        # hint: An arm pays 0 a hundred times. What do your parameters know of it?
        # if reward not in (0, 1):
        #     raise ValueError(f"a Beta posterior counts zeros and ones, not {reward}")
        # self.alpha[arm] += reward
        # END MISTAKE
