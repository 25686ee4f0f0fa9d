"""1 - t^2, where t should be the result and is the argument."""

from .engine import Value


def tanh(self):
    t = self.data
    up, down = (2 * self).exp() - 1, (2 * self).exp() + 1
    out = Value(up.data / down.data, (self,))

    def _backward():
        self.grad += (1 - t * t) * out.grad

    out._backward = _backward
    return out


Value.tanh = tanh
