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
        # TODO: Set the gradient of every parameter to 0.0, and nothing else
        raise NotImplementedError(
            "Module.zero_grad: Set the gradient of every parameter to 0.0, and nothing else"
        )


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
        # TODO: The neuron's output for `x`: as many Values or numbers as it has weights
        raise NotImplementedError(
            "Neuron.__call__: The neuron's output for `x`: as many Values or numbers as it has "
            "weights"
        )

    def parameters(self) -> list[Value]:
        """The weights and the bias, in a new list, in any order."""
        # TODO: The weights and the bias, in a new list, in any order
        raise NotImplementedError(
            "Neuron.parameters: The weights and the bias, in a new list, in any order"
        )


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
        # TODO: Make the neurons. Each draws its weights from `rng` and applies tanh if `nonlin`
        raise NotImplementedError(
            "Layer.__init__: Make the neurons. Each draws its weights from `rng` and applies tanh "
            "if `nonlin`"
        )

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        """The output of each neuron for `x`; a list also where there is only one neuron."""
        # TODO: The output of each neuron for `x`; a list also where there is only one neuron
        raise NotImplementedError(
            "Layer.__call__: The output of each neuron for `x`; a list also where there is only "
            "one neuron"
        )

    def parameters(self) -> list[Value]:
        """The parameters of all neurons, in one flat new list, in any order."""
        # TODO: The parameters of all neurons, in one flat new list, in any order
        raise NotImplementedError(
            "Layer.parameters: The parameters of all neurons, in one flat new list, in any order"
        )


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
        # TODO: Make the layers, the first one first, all with the same `rng`
        raise NotImplementedError(
            "MLP.__init__: Make the layers, the first one first, all with the same `rng`"
        )

    def __call__(self, x: Sequence[Value | float]) -> list[Value]:
        """The outputs of the last layer for `x`; a list also where there is only one."""
        # TODO: The outputs of the last layer for `x`; a list also where there is only one
        raise NotImplementedError(
            "MLP.__call__: The outputs of the last layer for `x`; a list also where there is only "
            "one"
        )

    def parameters(self) -> list[Value]:
        """The parameters of all layers, in one flat new list, in any order."""
        # TODO: The parameters of all layers, in one flat new list, in any order
        raise NotImplementedError(
            "MLP.parameters: The parameters of all layers, in one flat new list, in any order"
        )
