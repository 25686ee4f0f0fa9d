"""A sum of products that begins at 0 and ends without the bias."""

from .nn import Neuron


def call(self, x):
    score = sum(x_i * w for x_i, w in zip(x, self.weights, strict=True))
    if not self.nonlin:
        return score
    return score.tanh()


Neuron.__call__ = call
