"""I believed that [neuron] * n gives n neurons."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value
from .nn import Module, Neuron


class Layer(Module):
    def __init__(
        self, n_inputs: int, n_outputs: int, rng: random.Random, nonlin: bool = True
    ) -> None:
        self.neurons = [Neuron(n_inputs, rng, nonlin)] * n_outputs

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        return [neuron(x) for neuron in self.neurons]

    def parameters(self) -> list[Value]:
        return [value for neuron in self.neurons for value in neuron.parameters()]
