"""I believed that zero_grad sets the parameters themselves to 0."""

from __future__ import annotations

from .engine import Value


class Module:
    def parameters(self) -> list[Value]:
        raise TypeError(f"{type(self).__name__} does not say what its parameters are")

    def zero_grad(self) -> None:
        for parameter in self.parameters():
            parameter.data = 0.0
