"""I believed that every layer of the network ends with tanh."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value
from .nn import Layer, Module


class MLP(Module):
    def __init__(self, n_inputs: int, sizes: Sequence[int], rng: random.Random) -> None:
        self.layers = []
        width = n_inputs
        for size in sizes:
            self.layers.append(Layer(width, size, rng))
            width = size

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        out = x
        for layer in self.layers:
            out = layer(out)
        return out

    def parameters(self) -> list[Value]:
        return [value for layer in self.layers for value in layer.parameters()]
