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
        # BEGIN SOLUTION
        if self.rng.random() < self.eps:
            return int(self.rng.integers(self.n))
        best = np.flatnonzero(self.values == self.values.max())
        return int(best[self.rng.integers(len(best))])
        # END SOLUTION
        # BEGIN MISTAKE explore-excludes-last-arm
        # why: the upper end of a range is not part of it; the last arm is never explored
        # hint: Set eps=1 and list the arms that come in a thousand draws. Is one missing? Is the
        # hint: upper end of the range you draw from one of its numbers?
        # if self.rng.random() < self.eps:
        #     return int(self.rng.integers(0, self.n - 1))
        # best = np.flatnonzero(self.values == self.values.max())
        # return int(best[self.rng.integers(len(best))])
        # END MISTAKE
        # BEGIN MISTAKE argmax-first-tie
        # why: argmax takes the first of equals, so at the start it is always arm 0
        # hint: No arm was played yet and eps is 0. Which arms does your code choose, a thousand
        # hint: times over?
        # if self.rng.random() < self.eps:
        #     return int(self.rng.integers(self.n))
        # return int(self.values.argmax())
        # END MISTAKE
        # BEGIN MISTAKE eps-per-arm
        # why: a coin for each arm explores n times as often, and prefers the first arms
        # hint: How many coins do you toss in one round? With eps=1, which arm comes?
        # for arm in range(self.n):
        #     if self.rng.random() < self.eps:
        #         return arm
        # best = np.flatnonzero(self.values == self.values.max())
        # return int(best[self.rng.integers(len(best))])
        # END MISTAKE
        # BEGIN MISTAKE explore-excludes-the-best
        # why: the best arm then gets 1 - eps instead of 1 - eps + eps / n
        # hint: With eps=1 every arm should be equally likely. How likely is the best one?
        # best = np.flatnonzero(self.values == self.values.max())
        # greedy = int(best[self.rng.integers(len(best))])
        # if self.rng.random() < self.eps:
        #     others = np.delete(np.arange(self.n), greedy)
        #     return int(self.rng.choice(others)) if len(others) else greedy
        # return greedy
        # END MISTAKE
        # BEGIN MISTAKE eps-is-greedy-share
        # why: eps is the probability to explore; here it is the probability to exploit
        # hint: What should happen with eps=0: no exploration, or nothing but exploration?
        # if self.rng.random() >= self.eps:
        #     return int(self.rng.integers(self.n))
        # best = np.flatnonzero(self.values == self.values.max())
        # return int(best[self.rng.integers(len(best))])
        # END MISTAKE

    def update(self, arm: int, reward: float) -> None:
        """Count one play of `arm` and take `reward` into its mean."""
        # BEGIN SOLUTION
        self.counts[arm] += 1
        self.values[arm] += (reward - self.values[arm]) / self.counts[arm]
        # END SOLUTION
        # BEGIN MISTAKE argmax-sum
        # why: the largest sum is that of the arm that was played most, however bad it is
        # hint: An arm paid 1 in each of ten plays. What is its value? And after a hundred?
        # if self.counts[arm] == 0:
        #     self.values[arm] = 0.0
        # self.counts[arm] += 1
        # self.values[arm] += reward
        # END MISTAKE
        # BEGIN MISTAKE update-before-count
        # why: the step is 1 / (number of earlier plays), so the last reward weighs too much
        # hint: Give one arm the rewards 4 and 1. What is their mean, and what is your value? By
        # hint: which count do you divide at the second reward?
        # self.values[arm] += (reward - self.values[arm]) / max(1, self.counts[arm])
        # self.counts[arm] += 1
        # END MISTAKE
        # BEGIN MISTAKE initial-counts-as-a-reward
        # why: the optimistic start then stays in the mean for ever
        # hint: Start with initial=5 and give one arm the reward 1. What is the mean of its rewards?
        # self.counts[arm] += 1
        # self.values[arm] += (reward - self.values[arm]) / (self.counts[arm] + 1)
        # END MISTAKE
