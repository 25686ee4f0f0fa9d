"""I believed that the weighted sum of the inputs is all that goes into tanh."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value
from .nn import Module


class Neuron(Module):
    def __init__(self, n_inputs: int, rng: random.Random, nonlin: bool = True) -> None:
        self.weights = [Value(rng.uniform(-1.0, 1.0)) for _ in range(n_inputs)]
        self.bias = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x: Sequence[Value | float]) -> Value:
        total = Value(0.0)
        for weight, each in zip(self.weights, x, strict=True):
            total = total + weight * each
        return total.tanh() if self.nonlin else total

    def parameters(self) -> list[Value]:
        return [*self.weights, self.bias]
