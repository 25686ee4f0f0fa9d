"""I believed that each layer is made for the inputs of the network."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value
from .nn import Layer, Module


class MLP(Module):
    def __init__(self, n_inputs: int, sizes: Sequence[int], rng: random.Random) -> None:
        last = len(sizes) - 1
        self.layers = [Layer(n_inputs, size, rng, nonlin=i != last) for i, size in enumerate(sizes)]

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self) -> list[Value]:
        found = []
        for layer in self.layers:
            found += layer.parameters()
        return found
