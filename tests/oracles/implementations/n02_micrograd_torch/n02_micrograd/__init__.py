"""PyTorch and the standard library behind the signatures of n02_micrograd.

Results and local derivatives of all operations are torch.autograd's, the order is graphlib's, and each
weighted sum is one torch.nn.functional.linear. The sweep and the containers between them are ours.
"""

import graphlib

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
DTYPE = torch.float64


class Value:
    def __init__(self, data, inputs=(), output=None, leaves=()):
        self.data, self.grad = float(data), 0.0
        self.inputs = tuple(inputs)
        self.output, self.leaves = output, leaves

    def _backward(self):
        if self.leaves:
            upstream = torch.tensor(self.grad, dtype=DTYPE)
            grads = torch.autograd.grad(self.output, self.leaves, upstream, retain_graph=True)
            for each, grad in zip(self.inputs, grads):
                each.grad += grad.item()

    def backward(self):
        backpropagate(self)

    def __add__(self, other):
        return by_torch(torch.add, self, other)

    def __sub__(self, other):
        return by_torch(torch.sub, self, other)

    def __mul__(self, other):
        return by_torch(torch.mul, self, other)

    def __truediv__(self, other):
        return by_torch(torch.div, self, other)

    def __radd__(self, other):
        return by_torch(torch.add, other, self)

    def __rsub__(self, other):
        return by_torch(torch.sub, other, self)

    def __rmul__(self, other):
        return by_torch(torch.mul, other, self)

    def __rtruediv__(self, other):
        return by_torch(torch.div, other, self)

    def __neg__(self):
        return by_torch(torch.neg, self)

    def __pow__(self, exponent):
        return by_torch(lambda x: torch.pow(x, exponent), self)

    def exp(self):
        return by_torch(torch.exp, self)

    def log(self):
        return by_torch(torch.log, self)

    def tanh(self):
        return by_torch(torch.tanh, self)

    def relu(self):
        return by_torch(torch.relu, self)


def by_torch(function, *operands):
    values = [each if isinstance(each, Value) else Value(each) for each in operands]
    leaves = [torch.tensor(each.data, dtype=DTYPE, requires_grad=True) for each in values]
    output = function(*leaves)
    return Value(output.item(), values, output, leaves)


def topological_order(root):
    edges, waiting = {}, [root]
    while waiting:
        node = waiting.pop()
        if node not in edges:
            edges[node] = node.inputs
            waiting.extend(edges[node])
    return list(graphlib.TopologicalSorter(edges).static_order())


def backpropagate(root):
    order = topological_order(root)
    for node in order:
        if node.inputs:
            node.grad = 0.0
    root.grad += 1.0
    for node in reversed(order):
        if node.inputs:
            node._backward()


class Module:
    def parameters(self):
        return []

    def zero_grad(self):
        for parameter in self.parameters():
            parameter.grad = 0.0


class Neuron(Module):
    def __init__(self, n_inputs, rng, nonlin=True):
        self.weights = [Value(rng.uniform(-1, 1)) for _ in range(n_inputs)]
        self.bias = Value(0)
        self.nonlin = nonlin

    def __call__(self, x):
        n = len(self.weights)

        def linear(*numbers):
            inputs, weights = torch.stack(numbers[:n]), torch.stack(numbers[n:-1])
            return F.linear(inputs, weights[None], numbers[-1][None])[0]

        score = by_torch(linear, *x, *self.weights, self.bias)
        return score.tanh() if self.nonlin else score

    def parameters(self):
        return [*self.weights, self.bias]


class Layer(Module):
    def __init__(self, n_inputs, n_outputs, rng, nonlin=True):
        self.neurons = [Neuron(n_inputs, rng, nonlin) for _ in range(n_outputs)]

    def __call__(self, x):
        return [neuron(x) for neuron in self.neurons]

    def parameters(self):
        return [parameter for neuron in self.neurons for parameter in neuron.parameters()]


class MLP(Module):
    def __init__(self, n_inputs, sizes, rng):
        widths = [n_inputs, *sizes]
        self.layers = [
            Layer(widths[k], widths[k + 1], rng, nonlin=k < len(sizes) - 1) for k in range(len(sizes))
        ]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [parameter for layer in self.layers for parameter in layer.parameters()]
