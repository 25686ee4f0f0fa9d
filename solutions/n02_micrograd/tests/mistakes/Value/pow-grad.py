"""The exponent comes down in front but is not lowered."""

from .engine import Value


def power(self, n):
    out = Value(pow(self.data, n), [self])

    def back():
        self.grad = self.grad + out.grad * n * out.data

    out._backward = back
    return out


Value.__pow__ = power
