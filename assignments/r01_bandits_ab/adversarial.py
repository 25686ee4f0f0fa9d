"""Two bandits that keep probabilities: Exp3 against an adversary, and gradient ascent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float


class Exp3:
    """Exponential weights for exploration and exploitation, when rewards may be chosen against you.

        p[i] = (1 - gamma) w[i] / sum(w) + gamma / n
        update:  w[arm] <- w[arm] exp(gamma * (reward / p[arm]) / n)

    Source: Auer, Cesa-Bianchi, Freund and Schapire, The Nonstochastic Multiarmed Bandit Problem
    (2002), figure 1. Bound, by their corollary 3.2: if no single arm pays more than g in all, then
    with gamma = min(1, sqrt(n ln(n) / ((e - 1) g))) the expected regret against the best single arm
    is at most 2.63 sqrt(g n ln(n)), whatever the rewards are.

    Args:
        n: number of arms.
        gamma: share of exploration, above 0, at most 1: of each draw so much is shared evenly by
            all arms, and the rest goes by the weights; with 1 every arm is always equally likely.
            It also scales the step of the update.
        rng: the only source of chance.

    Attributes (given; checks call `probabilities` and do not read it):
        log_weights: the logarithm of each arm's weight, n floats, 0.0 at first.

    Conventions: rewards are from 0 to 1. All weights are equal at first. In an update p is what it
    was when the arm was drawn, that is, as `probabilities` gives it before the update. The
    probabilities stay finite, and right, after any number of rounds.

    Example:
        >>> policy = Exp3(2, gamma=0.5, rng=np.random.default_rng(0))
        >>> policy.update(1, 1.0)
        >>> policy.probabilities()
        array([0.4387..., 0.5612...])
    """

    def __init__(self, n: int, gamma: float, rng: np.random.Generator) -> None:
        self.n, self.gamma, self.rng = n, gamma, rng
        self.log_weights = np.zeros(n)

    def probabilities(self) -> Float[np.ndarray, " n"]:
        """How likely each arm is to be chosen."""
        # TODO: How likely each arm is to be chosen
        raise NotImplementedError("Exp3.probabilities: How likely each arm is to be chosen")

    def select(self, t: int) -> int:
        """Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed here."""
        # TODO: Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed here
        raise NotImplementedError(
            "Exp3.select: Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed "
            "here"
        )

    def update(self, arm: int, reward: float) -> None:
        """Raise the weight of `arm` by what it paid, from 0 to 1."""
        # TODO: Raise the weight of `arm` by what it paid, from 0 to 1
        raise NotImplementedError(
            "Exp3.update: Raise the weight of `arm` by what it paid, from 0 to 1"
        )


class GradientBandit:
    """Preferences that climb the gradient of the expected reward.

        p[i] = exp(h[i]) / sum(exp(h))
        update:  h[i] <- h[i] + step (reward - baseline) ([i is the arm] - p[i])    for every i

    The baseline is the mean of all *earlier* rewards; in the first update it is that first reward
    itself, which therefore changes no preference.

    Source: Sutton and Barto, Reinforcement Learning (2018), section 2.8, equations 2.11 and 2.12.

    Args:
        n: number of arms.
        step: the step size, above 0.
        rng: the only source of chance.

    Attributes (given; checks call `probabilities` and do not read them):
        preferences: h, n floats, 0.0 at first.
        rounds: how many rewards there were so far, an integer.
        mean_reward: their mean, a float; 0.0 before the first reward, where it means nothing.

    Conventions: all preferences are equal at first. In an update p is as it was before. Rewards are
    any finite numbers, also large ones; the probabilities stay finite.

    Example:
        >>> policy = GradientBandit(2, step=0.5, rng=np.random.default_rng(0))
        >>> policy.update(1, 1.0)
        >>> policy.probabilities()
        array([0.5, 0.5])
        >>> policy.update(1, 3.0)
        >>> policy.probabilities()
        array([0.2689..., 0.7310...])
    """

    def __init__(self, n: int, step: float, rng: np.random.Generator) -> None:
        self.n, self.step, self.rng = n, step, rng
        self.preferences = np.zeros(n)
        self.rounds, self.mean_reward = 0, 0.0

    def probabilities(self) -> Float[np.ndarray, " n"]:
        """How likely each arm is to be chosen."""
        # TODO: How likely each arm is to be chosen
        raise NotImplementedError(
            "GradientBandit.probabilities: How likely each arm is to be chosen"
        )

    def select(self, t: int) -> int:
        """Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed here."""
        # TODO: Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed here
        raise NotImplementedError(
            "GradientBandit.select: Draw an arm, 0 to n - 1. t, the number of rounds played, is "
            "not needed here"
        )

    def update(self, arm: int, reward: float) -> None:
        """Move every preference by what `arm` paid above or below the baseline."""
        # TODO: Move every preference by what `arm` paid above or below the baseline
        raise NotImplementedError(
            "GradientBandit.update: Move every preference by what `arm` paid above or below the "
            "baseline"
        )
