"""The branch that is flat passes the gradient on, and the other one stops it."""

from .engine import Value


def relu(self):
    positive = self.data >= 0
    out = Value(self.data if positive else 0.0, (self,))

    def _backward():
        if positive:
            return
        self.grad += out.grad

    out._backward = _backward
    return out


Value.relu = relu
