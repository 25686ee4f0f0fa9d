"""Appends the lists of the parts, where their entries belong."""

from .nn import MLP, Layer


def of_layer(self):
    found = []
    for neuron in self.neurons:
        found.append([*neuron.weights, neuron.bias])  # noqa: PERF401
    return found


def of_model(self):
    found = []
    for layer in self.layers:
        found.append(layer.parameters())  # noqa: PERF401
    return found


Layer.parameters = of_layer
MLP.parameters = of_model
