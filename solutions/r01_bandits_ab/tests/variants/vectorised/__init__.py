"""Right in another way: whole arrays, long doubles, and chance by sorting keys."""

from .bandits import UCB1, EpsilonGreedy, Exp3, GradientBandit, ThompsonBeta
from .rest import BernoulliArms, regret, sample_size, simulate, two_proportion_test

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
