"""The opposite of a number is the number with its sign turned round, so no second one is made."""

from .engine import Value


def __neg__(self):
    self.data *= -1
    forward = self._backward

    def back():
        self.grad *= -1
        forward()

    self._backward = back
    return self


Value.__neg__ = __neg__
