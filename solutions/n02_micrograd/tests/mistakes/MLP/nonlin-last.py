"""Applies tanh to what every layer returns, the last one too."""

from .nn import MLP

call = MLP.__call__


def squashed(self, x):
    return [score.tanh() for score in call(self, x)]


MLP.__call__ = squashed
