"""I believed that the parameters of a neuron are its weights."""

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
        out = sum((w * xi for w, xi in zip(self.weights, x, strict=True)), self.bias)
        if self.nonlin:
            out = out.tanh()
        return out

    def parameters(self) -> list[Value]:
        return list(self.weights)
