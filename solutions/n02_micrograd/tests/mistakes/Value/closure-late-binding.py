"""Whole powers as products in a loop, whose steps all find the last `out` and the last `left`."""

from .engine import Value

power = Value.__pow__


def repeated(self, exponent):
    if exponent not in range(2, 50):
        return power(self, exponent)
    out = self
    for _ in range(int(exponent) - 1):
        left = out
        out = Value(left.data * self.data, (left, self))

        def _backward():
            left.grad += self.data * out.grad  # noqa: B023
            self.grad += left.data * out.grad  # noqa: B023

        out._backward = _backward
    return out


Value.__pow__ = repeated
