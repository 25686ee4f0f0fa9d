"""Appends what each neuron hands over, as if a list in a list were the same as its entries."""

from .nn import Layer


def of_layer(self):
    found = []
    for neuron in self.neurons:
        found.append([*neuron.weights, neuron.bias])  # noqa: PERF401
    return found


Layer.parameters = of_layer
