"""Networks by plain loops."""

from itertools import pairwise

from .values import Value


class Module:
    def parameters(self):
        raise TypeError

    def zero_grad(self):
        parameters = self.parameters()
        for i in range(len(parameters)):
            parameters[i].grad *= 0


class Neuron(Module):
    def __init__(self, n_inputs, rng, nonlin=True):
        self.weights = []
        for _ in range(n_inputs):
            self.weights.append(Value(rng.uniform(-1, 1)))
        self.bias = Value(0)
        self.nonlin = nonlin

    def __call__(self, x):
        products = [x[i] * self.weights[i] for i in reversed(range(len(x)))]
        products.insert(0, self.bias)
        while len(products) > 1:
            products.append(products.pop(0) + products.pop(0))
        return products[0].tanh() if self.nonlin else products[0]

    def parameters(self):
        return [*self.weights, self.bias]


class Layer(Module):
    def __init__(self, n_inputs, n_outputs, rng, nonlin=True):
        self.neurons = []
        while len(self.neurons) < n_outputs:
            self.neurons.append(Neuron(n_inputs, rng, nonlin))

    def __call__(self, x):
        outputs = [None] * len(self.neurons)
        for i in range(len(self.neurons)):
            outputs[i] = self.neurons[i](x)
        return outputs

    def parameters(self):
        found = []
        for neuron in self.neurons:
            found += neuron.parameters()
        return found


class MLP(Module):
    def __init__(self, n_inputs, sizes, rng):
        self.layers = [Layer(n_inputs, sizes[0], rng)]
        for before, size in pairwise(sizes):
            self.layers.append(Layer(before, size, rng))
        for neuron in self.layers[-1].neurons:
            neuron.nonlin = False

    def __call__(self, x):
        outputs = x
        for i in range(len(self.layers)):
            outputs = self.layers[i](outputs)
        return outputs

    def parameters(self):
        found = []
        for layer in self.layers:
            found += layer.parameters()
        return found
