"""A scalar autodiff engine: numbers that remember how they were made, and the way back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable


def as_value(x: Value | float) -> Value:
    """Given: `x` itself where it is a Value, else a new leaf that holds the number."""
    return x if isinstance(x, Value) else Value(x)


class Value:
    """A number that remembers which Values it was computed from.

    Every operation returns a new Value, `out`, with three things in it:

        out.data         the result, a float
        out.inputs       the Values it was computed from; a leaf has none
        out._backward()  adds to the grad of each input:  (d out / d input) * out.grad

    Source: Karpathy, micrograd (2020). Local derivatives: any table of derivatives.

    Attributes: `data`, `inputs`, `_backward` as above, and `grad`, a float, 0.0 at first. They
    are set by `__init__`, which is given, and so are `sin` (the pattern to follow) and `backward`.

    Conventions: `+ - * /` take a number in place of either operand (`2 - a` calls
    `a.__rsub__(2)`). Gradients are *added* to what is in `grad`. An operation changes neither
    `data` nor `grad` of its operands. It may be made of other operations: then `out.inputs` are
    those of the last one, and the operands stand further back in the graph.

    Example:
        >>> a, b = Value(2.0), Value(-3.0)
        >>> (a * b + 10.0) ** 2
        Value(data=16, grad=0)
    """

    def __init__(self, data: float, inputs: Iterable[Value] = ()) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.inputs: tuple[Value, ...] = tuple(inputs)
        self._backward: Callable[[], None] = lambda: None

    def __repr__(self) -> str:
        return f"Value(data={self.data:.6g}, grad={self.grad:.6g})"

    def backward(self) -> None:
        """Given: the gradient of this Value for every Value in its graph, by `backpropagate`."""
        backpropagate(self)

    def sin(self) -> Value:
        """Given, as a pattern: the sine. Its local derivative is the cosine."""
        out = Value(math.sin(self.data), (self,))

        def _backward() -> None:
            self.grad += math.cos(self.data) * out.grad

        out._backward = _backward
        return out

    # -- two operands --------------------------------------------------------------------------

    def __add__(self, other: Value | float) -> Value:
        """The sum, self + other."""
        # TODO: The sum, self + other
        raise NotImplementedError("Value.__add__: The sum, self + other")

    def __mul__(self, other: Value | float) -> Value:
        """The product, self * other."""
        # TODO: The product, self * other
        raise NotImplementedError("Value.__mul__: The product, self * other")

    def __sub__(self, other: Value | float) -> Value:
        """The difference, self - other."""
        # TODO: The difference, self - other
        raise NotImplementedError("Value.__sub__: The difference, self - other")

    def __truediv__(self, other: Value | float) -> Value:
        """The quotient, self / other, for other != 0."""
        # TODO: The quotient, self / other, for other != 0
        raise NotImplementedError("Value.__truediv__: The quotient, self / other, for other != 0")

    # -- a number on the left --------------------------------------------------------------------

    def __radd__(self, other: float) -> Value:
        """The sum, other + self, where other is a number."""
        # TODO: The sum, other + self, where other is a number
        raise NotImplementedError("Value.__radd__: The sum, other + self, where other is a number")

    def __rmul__(self, other: float) -> Value:
        """The product, other * self, where other is a number."""
        # TODO: The product, other * self, where other is a number
        raise NotImplementedError(
            "Value.__rmul__: The product, other * self, where other is a number"
        )

    def __rsub__(self, other: float) -> Value:
        """The difference, other - self, where other is a number."""
        # TODO: The difference, other - self, where other is a number
        raise NotImplementedError(
            "Value.__rsub__: The difference, other - self, where other is a number"
        )

    def __rtruediv__(self, other: float) -> Value:
        """The quotient, other / self, where other is a number."""
        # TODO: The quotient, other / self, where other is a number
        raise NotImplementedError(
            "Value.__rtruediv__: The quotient, other / self, where other is a number"
        )

    # -- one operand -----------------------------------------------------------------------------

    def __neg__(self) -> Value:
        """The negative, -self."""
        # TODO: The negative, -self
        raise NotImplementedError("Value.__neg__: The negative, -self")

    def __pow__(self, exponent: float) -> Value:
        """The power, self ** exponent, where exponent is a number and not a Value.

        Graded: whole exponents for data other than 0, and any exponent for data above 0.
        """
        # TODO: The power, self ** exponent, where exponent is a number and not a Value
        raise NotImplementedError(
            "Value.__pow__: The power, self ** exponent, where exponent is a number and not a Value"
        )

    def exp(self) -> Value:
        """The exponential, e ** self."""
        # TODO: The exponential, e ** self
        raise NotImplementedError("Value.exp: The exponential, e ** self")

    def log(self) -> Value:
        """The natural logarithm, for data above 0."""
        # TODO: The natural logarithm, for data above 0
        raise NotImplementedError("Value.log: The natural logarithm, for data above 0")

    def tanh(self) -> Value:
        """The hyperbolic tangent, (e^x - e^-x) / (e^x + e^-x), for any x: at 1000 it is 1.0."""
        # TODO: The hyperbolic tangent, (e^x - e^-x) / (e^x + e^-x), for any x: at 1000 it is 1.0
        raise NotImplementedError(
            "Value.tanh: The hyperbolic tangent, (e^x - e^-x) / (e^x + e^-x), for any x: at 1000 "
            "it is 1.0"
        )

    def relu(self) -> Value:
        """The larger of 0 and self. At 0 the derivative is 0."""
        # TODO: The larger of 0 and self. At 0 the derivative is 0
        raise NotImplementedError("Value.relu: The larger of 0 and self. At 0 the derivative is 0")


def topological_order(root: Value) -> list[Value]:
    """All Values that `root` was computed from, and `root`: inputs before outputs.

    Source: Cormen and others, Introduction to Algorithms, section on topological sort.

    Args:
        root: any Value. Its graph has no cycle, may be 5,000 steps deep, and a Value may be
            reached by any number of paths, also twice by the same operation (`a * a`).

    Returns:
        A new list, each Value once. Every Value stands after all of its `inputs`, so `root` is
        the last one.

    Conventions: any such order is right, and the same graph, built in the same way, gives the same
    order whatever the Values' hashes and addresses are. Only `inputs` says what belongs to the
    graph. No Value is changed, and a second call gives the same. A Value is not visited again for
    every path that leads to it. Python's recursion limit stays as it is.

    Example:
        >>> a, b = Value(2.0), Value(3.0)
        >>> [node.data for node in topological_order(a * b)]  # or 3.0 before 2.0
        [2.0, 3.0, 6.0]
    """
    # TODO: All Values that `root` was computed from, and `root`: inputs before outputs
    raise NotImplementedError(
        "topological_order: All Values that `root` was computed from, and `root`: inputs before "
        "outputs"
    )


def backpropagate(root: Value) -> None:
    """Give every Value in the graph of `root` its gradient, d root / d that Value.

        grad(root) = 1,    grad(x) = sum over the outputs y of x:  (d y / d x) * grad(y)

    Source: Rumelhart, Hinton and Williams, Learning representations by back-propagating errors
    (1986); the order is that of Griewank and Walther, Evaluating Derivatives (2008), chapter 3.

    Args:
        root: the Value to differentiate. `root.backward()` calls this function.

    Conventions: a leaf of the graph (a Value without `inputs`) *keeps* what is in its `grad`, and
    the new gradient is added to it, until somebody sets it to 0; so it is in PyTorch for leaves
    with requires_grad=True. In every other Value of the graph the new gradient replaces what an
    earlier call left in `grad`, so a second call does not count the first one again; PyTorch by
    default keeps no `grad` there. `_backward` of each Value with inputs is called exactly once,
    when its own `grad` is complete. A Value that is not in the graph of `root` stays as it is. A
    root that is itself a new leaf gets the gradient 1.

    Example:
        >>> a = Value(2.0)
        >>> b = a + 1
        >>> (b * 2 + b * 3).backward()
        >>> a.grad, b.grad
        (5.0, 5.0)
    """
    # TODO: Give every Value in the graph of `root` its gradient, d root / d that Value
    raise NotImplementedError(
        "backpropagate: Give every Value in the graph of `root` its gradient, d root / d that Value"
    )
