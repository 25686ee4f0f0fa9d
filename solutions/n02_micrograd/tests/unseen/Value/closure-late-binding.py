"""I believed that each step made in the loop keeps the node and slope of its own round."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from .engine import backpropagate


def as_value(x: Value | float) -> Value:
    return x if isinstance(x, Value) else Value(x)


class Value:
    def __init__(self, data: float, inputs: Iterable[Value] = ()) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.inputs: tuple[Value, ...] = tuple(inputs)
        self._backward: Callable[[], None] = lambda: None

    def __repr__(self) -> str:
        return f"Value(data={self.data:.6g}, grad={self.grad:.6g})"

    def backward(self) -> None:
        backpropagate(self)

    def sin(self) -> Value:
        out = Value(math.sin(self.data), (self,))

        def _backward() -> None:
            self.grad += math.cos(self.data) * out.grad

        out._backward = _backward
        return out

    def _made(self, data: float, slopes: list[tuple[Value, float]]) -> Value:
        out = Value(data, [node for node, _ in slopes])
        steps = []
        for node, slope in slopes:

            def step() -> None:
                node.grad += slope * out.grad

            steps.append(step)

        def _backward() -> None:
            for each in steps:
                each()

        out._backward = _backward
        return out

    def __add__(self, other: Value | float) -> Value:
        other = as_value(other)
        return self._made(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other: Value | float) -> Value:
        other = as_value(other)
        return self._made(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __mul__(self, other: Value | float) -> Value:
        other = as_value(other)
        return self._made(self.data * other.data, [(self, other.data), (other, self.data)])

    def __truediv__(self, other: Value | float) -> Value:
        other = as_value(other)
        quotient = self.data / other.data
        return self._made(quotient, [(self, 1.0 / other.data), (other, -quotient / other.data)])

    def __radd__(self, other: float) -> Value:
        return as_value(other) + self

    def __rsub__(self, other: float) -> Value:
        return as_value(other) - self

    def __rmul__(self, other: float) -> Value:
        return as_value(other) * self

    def __rtruediv__(self, other: float) -> Value:
        return as_value(other) / self

    def __neg__(self) -> Value:
        return self._made(-self.data, [(self, -1.0)])

    def __pow__(self, exponent: float) -> Value:
        slope = exponent * self.data ** (exponent - 1)
        return self._made(self.data**exponent, [(self, slope)])

    def exp(self) -> Value:
        result = math.exp(self.data)
        return self._made(result, [(self, result)])

    def log(self) -> Value:
        return self._made(math.log(self.data), [(self, 1.0 / self.data)])

    def tanh(self) -> Value:
        result = math.tanh(self.data)
        return self._made(result, [(self, 1.0 - result * result)])

    def relu(self) -> Value:
        slope = 1.0 if self.data > 0 else 0.0
        return self._made(max(0.0, self.data), [(self, slope)])
