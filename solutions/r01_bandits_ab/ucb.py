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
        # BEGIN SOLUTION
        # EQUIVALENT off-by-one 1 -> 0: both only keep numpy from warning of entries masked below
        bonus = np.sqrt(self.c * np.log(max(t, 1)) / np.maximum(self.counts, 1))
        return np.where(self.counts == 0, np.inf, self.means + bonus)
        # END SOLUTION
        # BEGIN MISTAKE t-off-by-one
        # why: t counts the plays so far; the play that is about to be made is not one of them
        # hint: Which number did you take the logarithm of: the t that was given? When only one play
        # hint: is over, t = 1: what is ln(1), and what is your bonus?
        # bonus = np.sqrt(self.c * np.log(t + 1) / np.maximum(self.counts, 1))
        # return np.where(self.counts == 0, np.inf, self.means + bonus)
        # END MISTAKE
        # BEGIN MISTAKE n-before-init
        # why: 0 / 0 for an arm that was never played: nan, which is neither large nor small
        # hint: What is ln(1) / 0, the square of the bonus of a fresh arm when t = 1? Which index
        # hint: should it have?
        # with np.errstate(divide="ignore", invalid="ignore"):
        #     return self.means + np.sqrt(self.c * np.log(t) / self.counts)
        # END MISTAKE
        # BEGIN MISTAKE ln-of-n-i
        # why: then the bonus of an arm never grows while the others are played
        # hint: An arm is left alone for a thousand rounds. Does its index grow in your code?
        # played = np.maximum(self.counts, 1)
        # bonus = np.sqrt(self.c * np.log(played) / played)
        # return np.where(self.counts == 0, np.inf, self.means + bonus)
        # END MISTAKE
        # BEGIN MISTAKE c-inside-outside-sqrt
        # why: c stands under the root; outside it, c = 2 explores like c = 4
        # hint: Take c = 4. By which factor is the bonus larger than with c = 1?
        # bonus = self.c * np.sqrt(np.log(max(t, 1)) / np.maximum(self.counts, 1))
        # return np.where(self.counts == 0, np.inf, self.means + bonus)
        # END MISTAKE
        # BEGIN MISTAKE bonus-for-total
        # why: the two counts have changed places, so an arm that is played often gets the bonus
        # hint: Which arm should have the larger bonus: one that was played often or seldom? Which
        # hint: of your two counts is under the fraction line?
        # bonus = np.sqrt(self.c * np.log(np.maximum(self.counts, 1)) / max(t, 1))
        # return np.where(self.counts == 0, np.inf, self.means + bonus)
        # END MISTAKE
        # BEGIN MISTAKE log-base-ten
        # why: a logarithm to base 10 is 2.3 times smaller than the natural one
        # hint: What does your logarithm say of e, 2.718...?
        # bonus = np.sqrt(self.c * np.log10(max(t, 1)) / np.maximum(self.counts, 1))
        # return np.where(self.counts == 0, np.inf, self.means + bonus)
        # END MISTAKE

    def select(self, t: int) -> int:
        """Choose an arm, 0 to n - 1, after t plays."""
        # BEGIN SOLUTION
        index = self.indices(t)
        best = np.flatnonzero(index == index.max())
        return int(best[self.rng.integers(len(best))])
        # END SOLUTION
        # BEGIN MISTAKE counts-updated-in-select
        # why: update counts the play too, so each one counts twice
        # hint: Call select and then update. How many plays does the arm have now, in your counts?
        # index = self.indices(t)
        # best = np.flatnonzero(index == index.max())
        # arm = int(best[self.rng.integers(len(best))])
        # self.counts[arm] += 1
        # return arm
        # END MISTAKE
        # BEGIN MISTAKE argmax-first-tie
        # why: of arms of equal index it always takes the first
        # hint: Nothing was played yet. Which arms can your code choose? Which should it?
        # return int(self.indices(t).argmax())
        # END MISTAKE

    def update(self, arm: int, reward: float) -> None:
        """Count one play of `arm` and take `reward` into its mean."""
        # BEGIN SOLUTION
        self.counts[arm] += 1
        self.means[arm] += (reward - self.means[arm]) / self.counts[arm]
        # END SOLUTION
        # BEGIN MISTAKE sum-not-mean
        # why: the bonus is one for a mean; beside a sum it means nothing
        # hint: An arm paid 1 in each of ten plays. Which of your numbers is its mean reward?
        # self.counts[arm] += 1
        # self.means[arm] += reward
        # END MISTAKE
