"""I believed that a network returns the list of its layers' parameters, layer by layer."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value
from .nn import Layer, Module


class MLP(Module):
    def __init__(self, n_inputs: int, sizes: Sequence[int], rng: random.Random) -> None:
        widths = [n_inputs, *sizes]
        self.layers = []
        for i in range(len(sizes)):
            hidden = i + 1 < len(sizes)
            self.layers.append(Layer(widths[i], widths[i + 1], rng, nonlin=hidden))

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self) -> list[Value]:
        return [layer.parameters() for layer in self.layers]
