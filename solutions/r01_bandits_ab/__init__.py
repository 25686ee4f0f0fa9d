"""A/B tests and bandits: compare two versions honestly, and learn while choosing."""

from .ab_test import sample_size, two_proportion_test
from .adversarial import Exp3, GradientBandit
from .greedy import EpsilonGreedy
from .play import BernoulliArms, regret, simulate
from .thompson import ThompsonBeta
from .ucb import UCB1

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
