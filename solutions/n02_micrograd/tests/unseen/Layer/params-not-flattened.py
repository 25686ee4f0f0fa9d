"""I believed that the parameters of a layer are a list with the parameters of each neuron."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value
from .nn import Module, Neuron


class Layer(Module):
    def __init__(
        self, n_inputs: int, n_outputs: int, rng: random.Random, nonlin: bool = True
    ) -> None:
        self.neurons = []
        for _ in range(n_outputs):
            self.neurons.append(Neuron(n_inputs, rng, nonlin=nonlin))

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        return [neuron(x) for neuron in self.neurons]

    def parameters(self) -> list[Value]:
        collected = []
        for neuron in self.neurons:
            collected.append(neuron.parameters())
        return collected
