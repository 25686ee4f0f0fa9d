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
        # BEGIN SOLUTION
        weights = np.exp(self.log_weights - self.log_weights.max())
        return (1 - self.gamma) * weights / weights.sum() + self.gamma / self.n
        # END SOLUTION
        # BEGIN MISTAKE no-exploration-mix
        # why: an arm's probability can go to 0, and dividing by it is then ruinous
        # hint: One arm has paid for a long time. How small can the probability of another become,
        # hint: by the formula and in your code?
        # weights = np.exp(self.log_weights - self.log_weights.max())
        # return weights / weights.sum()
        # END MISTAKE
        # BEGIN MISTAKE weights-overflow
        # why: the weights grow exponentially, and inf / inf is nan
        # hint: Print your weights after ten thousand rewards of 1. Only their ratios matter: by
        # hint: what could you divide all of them?
        # with np.errstate(over="ignore", invalid="ignore"):
        #     weights = np.exp(self.log_weights)
        #     return (1 - self.gamma) * weights / weights.sum() + self.gamma / self.n
        # END MISTAKE

    def select(self, t: int) -> int:
        """Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed here."""
        # BEGIN SOLUTION
        return int(self.rng.choice(self.n, p=self.probabilities()))
        # END SOLUTION
        # BEGIN MISTAKE most-likely-arm
        # why: an adversary foresees what is chosen without chance
        # hint: Call select a hundred times without an update. Does another arm ever come?
        # return int(self.probabilities().argmax())
        # END MISTAKE

    def update(self, arm: int, reward: float) -> None:
        """Raise the weight of `arm` by what it paid, from 0 to 1."""
        # BEGIN SOLUTION
        estimate = reward / self.probabilities()[arm]
        self.log_weights[arm] += self.gamma * estimate / self.n
        # END SOLUTION
        # BEGIN MISTAKE importance-weight-missing
        # why: an arm that is seldom drawn then also earns seldom, and can never catch up
        # hint: An arm is drawn once in ten rounds. By what must its reward be multiplied, so that
        # hint: over many rounds it gets the credit of being drawn always?
        # self.log_weights[arm] += self.gamma * reward / self.n
        # END MISTAKE
        # BEGIN MISTAKE step-not-divided-by-arms
        # why: the exponent is gamma times the estimate over n, so that it is at most 1
        # hint: What stands in the exponent of the paper's update beside gamma and the estimate?
        # hint: With ten arms, p may be as small as gamma / 10. How large is your exponent then?
        # estimate = reward / self.probabilities()[arm]
        # self.log_weights[arm] += self.gamma * estimate
        # END MISTAKE


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
        # BEGIN SOLUTION
        weights = np.exp(self.preferences - self.preferences.max())
        return weights / weights.sum()
        # END SOLUTION
        # BEGIN MISTAKE preferences-overflow
        # why: exp of a preference above 709 is inf, and inf / inf is nan
        # hint: What is exp(1000)? Does the softmax change when all preferences are shifted alike?
        # with np.errstate(over="ignore", invalid="ignore"):
        #     weights = np.exp(self.preferences)
        #     return weights / weights.sum()
        # END MISTAKE

    def select(self, t: int) -> int:
        """Draw an arm, 0 to n - 1. t, the number of rounds played, is not needed here."""
        # BEGIN SOLUTION
        return int(self.rng.choice(self.n, p=self.probabilities()))
        # END SOLUTION
        # BEGIN MISTAKE most-likely-arm
        # why: the gradient is one of an expectation over draws; without draws it is wrong
        # hint: Call select a hundred times without an update. Does another arm ever come?
        # return int(self.probabilities().argmax())
        # END MISTAKE

    def update(self, arm: int, reward: float) -> None:
        """Move every preference by what `arm` paid above or below the baseline."""
        # BEGIN SOLUTION
        baseline = self.mean_reward if self.rounds else reward
        advantage = reward - baseline
        change = -self.probabilities()
        change[arm] += 1
        self.preferences += self.step * advantage * change
        self.rounds += 1
        self.mean_reward += (reward - self.mean_reward) / self.rounds
        # END SOLUTION
        # BEGIN MISTAKE baseline-after-update
        # why: the baseline then holds the reward that it is compared with
        # hint: Is the reward that you have just got already in the mean that you subtract?
        # self.rounds += 1
        # self.mean_reward += (reward - self.mean_reward) / self.rounds
        # advantage = reward - self.mean_reward
        # change = -self.probabilities()
        # change[arm] += 1
        # self.preferences += self.step * advantage * change
        # END MISTAKE
        # BEGIN MISTAKE baseline-starts-at-zero
        # why: the first reward is then compared with 0, which is no reward of this bandit
        # hint: Which baseline does your very first reward meet? What should that update do to the
        # hint: preferences, and what does yours do when all rewards lie around 1000?
        # advantage = reward - self.mean_reward
        # change = -self.probabilities()
        # change[arm] += 1
        # self.preferences += self.step * advantage * change
        # self.rounds += 1
        # self.mean_reward += (reward - self.mean_reward) / self.rounds
        # END MISTAKE
        # BEGIN MISTAKE no-baseline
        # why: where all rewards are positive, every arm that is drawn is pushed up
        # hint: Two arms both pay 5. Should one draw make its arm more likely?
        # change = -self.probabilities()
        # change[arm] += 1
        # self.preferences += self.step * reward * change
        # END MISTAKE
        # BEGIN MISTAKE only-the-chosen-arm
        # why: the other preferences must move the other way, by their own probabilities
        # hint: The formula has an update for every i. What does it say for an arm not drawn?
        # baseline = self.mean_reward if self.rounds else reward
        # advantage = reward - baseline
        # self.preferences[arm] += self.step * advantage * (1 - self.probabilities()[arm])
        # self.rounds += 1
        # self.mean_reward += (reward - self.mean_reward) / self.rounds
        # END MISTAKE
        # BEGIN MISTAKE probabilities-after-the-step
        # why: the other arms move by probabilities that the first half of the update has changed
        # hint: You change one preference and then compute p for the others. Is that the p from
        # hint: which the arm was drawn?
        # baseline = self.mean_reward if self.rounds else reward
        # advantage = reward - baseline
        # self.preferences[arm] += self.step * advantage * (1 - self.probabilities()[arm])
        # p = self.probabilities()
        # p[arm] = 0.0
        # self.preferences -= self.step * advantage * p
        # self.rounds += 1
        # self.mean_reward += (reward - self.mean_reward) / self.rounds
        # END MISTAKE
