"""A small neural network, made of Values: neurons, layers of neurons, layers behind each other."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .engine import Value


class Module:
    """What neurons, layers and networks share: their parameters, and setting the gradients to 0.

    Example:
        >>> neuron = Neuron(2, random.Random(0))
        >>> neuron.zero_grad()
        >>> [parameter.grad for parameter in neuron.parameters()]
        [0.0, 0.0, 0.0]
    """

    def parameters(self) -> list[Value]:
        """Given: what a class with parameters has to override."""
        raise TypeError(f"{type(self).__name__} does not say what its parameters are")

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0.0, and nothing else."""
        # BEGIN SOLUTION
        for parameter in self.parameters():
            parameter.grad = 0.0
        # END SOLUTION
        # BEGIN MISTAKE zeroes-the-data
        # why: clears the weights instead of their gradients
        # hint: Which two numbers does a parameter hold? Which of them has the training worked for?
        # for parameter in self.parameters():
        #     parameter.data = 0.0
        # END MISTAKE


class Neuron(Module):
    """A weighted sum of the inputs plus a bias, then tanh unless `nonlin` is False.

        neuron(x) = tanh(w_1 x_1 + ... + w_n x_n + b)

    Source: Rumelhart, Hinton and Williams (1986); Karpathy, micrograd (2020).

    Attributes: `weights`, a list of `n_inputs` Values; `bias`, a Value; `nonlin`, a bool. Tests
    write numbers into `data` of the weights and the bias.

    Example:
        >>> neuron = Neuron(2, random.Random(0), nonlin=False)
        >>> for weight, number in zip(neuron.weights, (3.0, -1.0)):
        ...     weight.data = number
        >>> neuron([2.0, 4.0])
        Value(data=2, grad=0)
    """

    def __init__(self, n_inputs: int, rng: random.Random, nonlin: bool = True) -> None:
        """Given: weights drawn evenly from -1 to 1, and the bias 0."""
        self.weights = [Value(rng.uniform(-1.0, 1.0)) for _ in range(n_inputs)]
        self.bias = Value(0.0)
        self.nonlin = nonlin

    def __call__(self, x: Sequence[Value | float]) -> Value:
        """The neuron's output for `x`: as many Values or numbers as it has weights."""
        # BEGIN SOLUTION
        total = self.bias
        # EQUIVALENT swapped-operands: a product is the same from either side
        for weight, entry in zip(self.weights, x, strict=True):
            total = total + weight * entry
        return total.tanh() if self.nonlin else total
        # END SOLUTION
        # BEGIN MISTAKE bias-left-out
        # why: the bias is a parameter and yet never enters the sum
        # hint: What does your neuron return when all of its inputs are 0?
        # total = Value(0.0)
        # for weight, entry in zip(self.weights, x, strict=True):
        #     total = total + weight * entry
        # return total.tanh() if self.nonlin else total
        # END MISTAKE

    def parameters(self) -> list[Value]:
        """The weights and the bias, in a new list, in any order."""
        # BEGIN SOLUTION
        return [*self.weights, self.bias]
        # END SOLUTION
        # BEGIN MISTAKE bias-not-a-parameter
        # why: training never changes the bias, and zero_grad never clears its gradient
        # hint: How many numbers can a neuron with two inputs learn, and how many does yours name?
        # return list(self.weights)
        # END MISTAKE


class Layer(Module):
    """`n_outputs` neurons side by side, each with weights of its own, all asked the same.

    Attributes: `neurons`, a list of Neurons; their outputs come in the same order.

    Example:
        >>> layer = Layer(2, 3, random.Random(0))
        >>> len(layer([0.5, -1.0])), len(layer.parameters())
        (3, 9)
    """

    def __init__(
        self, n_inputs: int, n_outputs: int, rng: random.Random, nonlin: bool = True
    ) -> None:
        """Make the neurons. Each draws its weights from `rng` and applies tanh if `nonlin`."""
        # BEGIN SOLUTION
        self.neurons = [Neuron(n_inputs, rng, nonlin) for _ in range(n_outputs)]
        # END SOLUTION
        # BEGIN MISTAKE shared-weights
        # why: the list holds one and the same neuron n times
        # hint: How many different neurons are in your list? Change a weight of the first one, and
        # hint: look at the second.
        # self.neurons = [Neuron(n_inputs, rng, nonlin)] * n_outputs
        # END MISTAKE

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        """The output of each neuron for `x`; a list also where there is only one neuron."""
        # BEGIN SOLUTION
        return [neuron(x) for neuron in self.neurons]
        # END SOLUTION

    def parameters(self) -> list[Value]:
        """The parameters of all neurons, in one flat new list, in any order."""
        # BEGIN SOLUTION
        return [parameter for neuron in self.neurons for parameter in neuron.parameters()]
        # END SOLUTION
        # BEGIN MISTAKE params-not-flattened
        # why: a list of lists: whoever walks through it meets lists, which have no grad
        # hint: What does the first entry of your list look like? Could you write a number into
        # hint: its `grad`?
        # return [neuron.parameters() for neuron in self.neurons]
        # END MISTAKE


class MLP(Module):
    """A multilayer perceptron: each layer gets what the one before it returns.

    Attributes: `layers`, a list of Layers, the first one first.

    Conventions: `sizes` has the number of neurons of each layer. All layers apply tanh but the
    last one, which is linear: its outputs are scores and may be any number.

    Example:
        >>> model = MLP(2, [8, 1], random.Random(0))
        >>> len(model.layers), len(model.parameters())
        (2, 33)
    """

    def __init__(self, n_inputs: int, sizes: Sequence[int], rng: random.Random) -> None:
        """Make the layers, the first one first, all with the same `rng`."""
        # BEGIN SOLUTION
        self.layers: list[Layer] = []
        for i, size in enumerate(sizes):
            is_last = i == len(sizes) - 1
            self.layers.append(Layer(n_inputs, size, rng, nonlin=not is_last))
            n_inputs = size
        # END SOLUTION
        # BEGIN MISTAKE nonlin-last
        # why: tanh holds the scores between -1 and 1, so no loss can ask for more
        # hint: How large can your network's output become? What do the conventions say about the
        # hint: last layer?
        # self.layers: list[Layer] = []
        # for size in sizes:
        #     self.layers.append(Layer(n_inputs, size, rng))
        #     n_inputs = size
        # END MISTAKE
        # BEGIN MISTAKE widths-not-chained
        # why: every layer is made for the network's inputs, not for what the layer before returns
        # hint: How many numbers does your second layer get, and how many weights does each of its
        # hint: neurons have?
        # self.layers: list[Layer] = []
        # for i, size in enumerate(sizes):
        #     is_last = i == len(sizes) - 1
        #     self.layers.append(Layer(n_inputs, size, rng, nonlin=not is_last))
        # END MISTAKE

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        """The outputs of the last layer for `x`; a list also where there is only one."""
        # BEGIN SOLUTION
        for layer in self.layers:
            x = layer(x)
        return x
        # END SOLUTION

    def parameters(self) -> list[Value]:
        """The parameters of all layers, in one flat new list, in any order."""
        # BEGIN SOLUTION
        return [parameter for layer in self.layers for parameter in layer.parameters()]
        # END SOLUTION
        # BEGIN MISTAKE params-not-flattened
        # why: a list with one list per layer: a training step then meets lists, not Values
        # hint: What does the first entry of your list look like? Could you write a number into
        # hint: its `grad`?
        # return [layer.parameters() for layer in self.layers]
        # END MISTAKE
