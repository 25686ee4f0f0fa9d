"""n_inputs is what every layer is made for, since it is the argument of that name."""

from .nn import MLP, Layer


def build(self, n_inputs, sizes, rng):
    *hidden, last = sizes
    self.layers = [Layer(n_inputs, size, rng) for size in hidden]
    self.layers.append(Layer(n_inputs, last, rng, nonlin=False))


MLP.__init__ = build
