"""A micrograd-like engine, made from how public threads about micrograd describe one; the code is ours.

What is taken from them: each operation leaves a function that knows how to go back; few operations are their
own and the others are made of them; a Value may go on only when every use of it has been
served, told by counting uses (issue 2); at the start of a sweep the gradients of all but the leaves are set
to 0 and those of the leaves are left alone (a comment on PR 63); no recursion (a comment on issue 91).
"""

import math


class Value:
    def __init__(self, data, inputs=()):
        self.data, self.grad = float(data), 0.0
        self.inputs = tuple(inputs)
        self._backward = lambda: None

    def backward(self):
        backpropagate(self)

    def __add__(self, other):
        return record([self, other], lambda x, y: x + y, lambda g, x, y: (g, g))

    def __mul__(self, other):
        return record([self, other], lambda x, y: x * y, lambda g, x, y: (g * y, g * x))

    def __pow__(self, power):
        return record([self], lambda x: x**power, lambda g, x: (g * power * x ** (power - 1),))

    def exp(self):
        return record([self], math.exp, lambda g, x: (g * math.exp(x),))

    def log(self):
        return record([self], math.log, lambda g, x: (g / x,))

    def tanh(self):
        return record([self], math.tanh, lambda g, x: (g - g * math.tanh(x) ** 2,))

    def relu(self):
        return record([self], lambda x: x if x > 0 else 0.0, lambda g, x: (g if x > 0 else 0.0,))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + other * -1

    def __truediv__(self, other):
        return self * (other**-1 if isinstance(other, Value) else 1 / other)

    def __rsub__(self, number):
        return -self + number

    def __rtruediv__(self, number):
        return self**-1 * number

    __radd__ = __add__
    __rmul__ = __mul__


def record(operands, function, pull):
    """The result, with a function that gives each operand its share of the gradient."""
    operands = [each if isinstance(each, Value) else Value(each) for each in operands]
    numbers = [each.data for each in operands]
    result = Value(function(*numbers), operands)

    def back():
        for each, share in zip(operands, pull(result.grad, *numbers)):
            each.grad += share

    result._backward = back
    return result


def count_uses(root):
    uses, found = {id(root): 0}, [root]
    for node in found:
        for each in node.inputs:
            if id(each) not in uses:
                uses[id(each)] = 0
                found.append(each)
            uses[id(each)] += 1
    return uses


def served(root):
    """Values from the root on, each when the last use of it has been served."""
    open_uses, ready = count_uses(root), [root]
    for node in ready:
        yield node
        for each in node.inputs:
            open_uses[id(each)] -= 1
            if open_uses[id(each)] == 0:
                ready.append(each)


def topological_order(root):
    order = list(served(root))
    order.reverse()
    return order


def backpropagate(root):
    nodes = list(served(root))
    for node in nodes:
        if node.inputs:
            node.grad = 0.0
    root.grad = 1.0
    for node in nodes:
        node._backward()


class Module:
    def parameters(self):
        return []

    def zero_grad(self):
        for each in self.parameters():
            each.grad = 0


class Neuron(Module):
    def __init__(self, n_inputs, rng, nonlin=True):
        self.bias, self.nonlin = Value(0), nonlin
        self.weights = [Value(2 * rng.random() - 1) for _ in range(n_inputs)]

    def __call__(self, x):
        score = 0
        for i, weight in enumerate(self.weights):
            score = weight * x[i] + score
        score = score + self.bias
        return score.tanh() if self.nonlin else score

    def parameters(self):
        return [self.bias] + self.weights


class Layer(Module):
    def __init__(self, n_inputs, n_outputs, rng, nonlin=True):
        self.neurons = [Neuron(n_inputs, rng, nonlin) for _ in range(n_outputs)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [value for neuron in self.neurons for value in neuron.parameters()]


class MLP(Module):
    def __init__(self, n_inputs, sizes, rng):
        *hidden, last = sizes
        self.layers = []
        for size in hidden:
            self.layers.append(Layer(n_inputs, size, rng, nonlin=True))
            n_inputs = size
        self.layers.append(Layer(n_inputs, last, rng, nonlin=False))

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [value for layer in self.layers for value in layer.parameters()]
