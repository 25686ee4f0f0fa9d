"""Right in another way: lists and loops, sums instead of running means, no numpy arrays."""

from .numbers import sample_size, two_proportion_test
from .rounds import BernoulliArms, regret, simulate
from .rules import UCB1, EpsilonGreedy, Exp3, GradientBandit, ThompsonBeta

__all__ = [
    "UCB1",
    "BernoulliArms",
    "EpsilonGreedy",
    "Exp3",
    "GradientBandit",
    "ThompsonBeta",
    "regret",
    "sample_size",
    "simulate",
    "two_proportion_test",
]
