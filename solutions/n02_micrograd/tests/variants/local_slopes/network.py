"""Networks, with sums in one go and parameters from a chain."""

from itertools import chain

from .engine import Value


class Module:
    def parameters(self):
        return []

    def zero_grad(self):
        for each in self.parameters():
            each.grad = 0.0


class Neuron(Module):
    def __init__(self, n_inputs, rng, nonlin=True):
        self.bias = Value(0)
        self.weights = [Value(rng.uniform(-1, 1)) for _ in range(n_inputs)]
        self.nonlin = nonlin

    def __call__(self, x):
        score = sum(w * x_i for w, x_i in zip(self.weights, x, strict=True)) + self.bias
        return score.tanh() if self.nonlin else score

    def parameters(self):
        return [self.bias, *reversed(self.weights)]


class Group(Module):
    parts = ()

    def parameters(self):
        return list(chain.from_iterable(part.parameters() for part in self.parts))


class Layer(Group):
    def __init__(self, n_inputs, n_outputs, rng, nonlin=True):
        self.neurons = self.parts = [Neuron(n_inputs, rng, nonlin) for _ in range(n_outputs)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]


class MLP(Group):
    def __init__(self, n_inputs, sizes, rng):
        widths = [n_inputs, *sizes]
        self.layers = self.parts = [
            Layer(width, size, rng, nonlin=k + 1 < len(sizes))
            for k, (width, size) in enumerate(zip(widths, sizes, strict=False))
        ]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
