"""The neurons are different objects, but their weights are the same list."""

from .nn import Layer, Neuron


def init(self, n_inputs, n_outputs, rng, nonlin=True):
    first = Neuron(n_inputs, rng, nonlin)
    self.neurons = [first]
    for _ in range(n_outputs - 1):
        another = Neuron(n_inputs, rng, nonlin)
        another.weights = first.weights
        self.neurons.append(another)


Layer.__init__ = init
