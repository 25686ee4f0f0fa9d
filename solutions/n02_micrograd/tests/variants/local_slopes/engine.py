"""No closures: the local derivatives are numbers, known as soon as the result is."""

import math


def number_of(x):
    return x.data if isinstance(x, Value) else x


class Value:
    """A number, its inputs, and the slope of the number for each of them."""

    def __init__(self, data, inputs=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.inputs = tuple(inputs)
        self.slopes = tuple(slopes)

    def _backward(self):
        for each, slope in zip(self.inputs, self.slopes, strict=False):
            each.grad += slope * self.grad

    def backward(self):
        backpropagate(self)

    def made(self, data, *pairs):
        """A result, and only the operands that are Values, with their slopes."""
        kept = [(x, slope) for x, slope in pairs if isinstance(x, Value)]
        return Value(data, [x for x, _ in kept], [slope for _, slope in kept])

    def __add__(self, other):
        return self.made(self.data + number_of(other), (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        return self.made(self.data - number_of(other), (self, 1.0), (other, -1.0))

    def __rsub__(self, other):
        return self.made(other - self.data, (self, -1.0))

    def __mul__(self, other):
        b = number_of(other)
        return self.made(self.data * b, (self, b), (other, self.data))

    def __truediv__(self, other):
        b = number_of(other)
        return self.made(self.data / b, (self, 1 / b), (other, -self.data / b**2))

    def __rtruediv__(self, other):
        return self.made(other / self.data, (self, -other / self.data**2))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self.made(-self.data, (self, -1.0))

    def __pow__(self, exponent):
        slope = exponent * math.pow(self.data, exponent - 1)
        return self.made(math.pow(self.data, exponent), (self, slope))

    def exp(self):
        return self.made(math.exp(self.data), (self, math.exp(self.data)))

    def log(self):
        return self.made(math.log(self.data), (self, 1 / self.data))

    def tanh(self):
        return self.made(math.tanh(self.data), (self, 1 - math.tanh(self.data) ** 2))

    def relu(self):
        return self.made(self.data * (self.data > 0), (self, float(self.data > 0)))


def outputs_left(root):
    """For each Value of the graph how many uses of it there are."""
    uses, waiting = {root: 0}, [root]
    while waiting:
        for each in waiting.pop().inputs:
            if each not in uses:
                uses[each] = 0
                waiting.append(each)
            uses[each] += 1
    return uses


def topological_order(root):
    """Kahn's way: begin at the root; a Value is free when all of its uses have been taken."""
    uses, free, order = outputs_left(root), [root], []
    while free:
        node = free.pop()
        order.append(node)
        for each in node.inputs:
            uses[each] -= 1
            if not uses[each]:
                free.append(each)
    return order[::-1]


def backpropagate(root):
    """The same sweep, on a list that is consumed from its end."""
    order = topological_order(root)
    for node in order:
        node.grad *= not node.inputs
    root.grad = 1.0
    while order:
        node = order.pop()
        if node.inputs:
            node._backward()
