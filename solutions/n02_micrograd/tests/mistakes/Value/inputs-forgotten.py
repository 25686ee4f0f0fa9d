"""`_backward` knows the operand, so the student sees no need to name it a second time."""

import math

from .engine import Value


def exp(self):
    result = Value(math.e**self.data)

    def back():
        self.grad += result.data * result.grad

    result._backward = back
    return result


Value.exp = exp
