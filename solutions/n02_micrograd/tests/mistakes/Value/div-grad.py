"""The divisor is taken for a constant: only its number enters."""

from .engine import Value


def divide(self, other):
    divisor = other.data if isinstance(other, Value) else other
    out = Value(self.data / divisor, [self, other] if isinstance(other, Value) else [self])

    def back():
        self.grad += (1 / divisor) * out.grad

    out._backward = back
    return out


Value.__truediv__ = divide
