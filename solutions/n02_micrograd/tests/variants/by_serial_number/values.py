"""Few operations are their own, all others are made of them."""

from itertools import count
from operator import attrgetter

import numpy as np


class Value:
    """data and grad are numpy scalars in double precision."""

    serial_numbers = count()

    def __init__(self, data, inputs=()):
        self.data, self.grad = np.float64(data), np.float64(0)
        self.inputs = list(inputs)
        self.serial = next(Value.serial_numbers)

    def _backward(self):
        """Leaves, and Values that nobody has told how to go back."""

    def backward(self):
        backpropagate(self)

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        total = Value(self.data + other.data, [self, other])

        def back():
            for each in total.inputs:
                each.grad = each.grad + total.grad

        total._backward = back
        return total

    def __mul__(self, other):
        if not isinstance(other, Value):
            return apply(self, self.data * other, lambda: other)
        product = Value(self.data * other.data, [other, self])

        def back():
            parts = other.data * product.grad, self.data * product.grad
            other.grad += parts[1]
            self.grad += parts[0]

        product._backward = back
        return product

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return -other + self

    def __rsub__(self, other):
        return -self + other

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * (1 / other)

    def __rtruediv__(self, other):
        # Not by one division: the reciprocal first, as an operation of its own.
        return apply(self, 1 / self.data, lambda: -1 / self.data**2) * other

    def __pow__(self, exponent):
        power = self.data**exponent
        return apply(self, power, lambda: power * exponent / self.data)

    def exp(self):
        return apply(self, np.exp(self.data), lambda: np.exp(self.data))

    def log(self):
        return apply(self, np.log(self.data), lambda: self.data**-1)

    def relu(self):
        return self * float(self.data > 0)

    def tanh(self):
        # The exponent is never above 0, so nothing overflows.
        small = np.exp(-2 * abs(self.data))
        tanh = np.sign(self.data) * (1 - small) / (1 + small)
        return apply(self, tanh, lambda: 4 * small / (1 + small) ** 2)


def apply(x, data, slope):
    out = Value(data, [x])

    def back():
        x.grad += slope() * out.grad

    out._backward = back
    return out


def topological_order(root):
    """Whatever was made earlier stands further in front."""
    found, frontier = {id(root): root}, {id(root): root}
    while frontier:
        frontier = {
            id(each): each
            for node in frontier.values()
            for each in node.inputs
            if id(each) not in found
        }
        found.update(frontier)
    return sorted(found.values(), key=attrgetter("serial"))


def backpropagate(root):
    """Begin with nothing anywhere, and give the leaves their old gradients back in the end."""
    order = topological_order(root)
    old = [0 if node.inputs else node.grad for node in order]
    for node in order:
        node.grad = np.float64(node is root)
    for node in order[::-1]:
        node._backward()
    for node, grad in zip(order, old, strict=True):
        node.grad += grad
