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
        # BEGIN SOLUTION
        other = as_value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward() -> None:
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION
        # BEGIN MISTAKE overwrite-grad
        # why: a Value that is used twice keeps only the gradient of its last use
        # hint: In a * a the same Value is both operands. What is left of the first contribution
        # hint: to its gradient once you have written the second?
        # other = as_value(other)
        # out = Value(self.data + other.data, (self, other))
        #
        # def _backward() -> None:
        #     self.grad = out.grad
        #     other.grad = out.grad
        #
        # out._backward = _backward
        # return out
        # END MISTAKE
        # BEGIN MISTAKE closure-late-binding
        # why: a function looks its variables up when it runs; all steps see the loop's last node
        # hint: A function that you define in a loop runs much later. Which value does the loop's
        # hint: variable have by then: the one of its own turn, or the one of the last turn?
        # other = as_value(other)
        # out = Value(self.data + other.data, (self, other))
        # steps = []
        # for node in out.inputs:
        #
        #     def step() -> None:
        #         node.grad += out.grad
        #
        #     steps.append(step)
        # out._backward = lambda: [step() for step in steps] and None
        # return out
        # END MISTAKE

    def __mul__(self, other: Value | float) -> Value:
        """The product, self * other."""
        # BEGIN SOLUTION
        other = as_value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward() -> None:
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION
        # BEGIN MISTAKE overwrite-grad
        # other = as_value(other)
        # out = Value(self.data * other.data, (self, other))
        #
        # def _backward() -> None:
        #     self.grad = other.data * out.grad
        #     other.grad = self.data * out.grad
        #
        # out._backward = _backward
        # return out
        # END MISTAKE
        # BEGIN MISTAKE no-chain-rule
        # why: the local derivative alone is right only where the result is the root itself
        # hint: Your gradients are right for a single product. What if that product is an input
        # hint: of something else: by what does the chain rule multiply the local derivative?
        # other = as_value(other)
        # out = Value(self.data * other.data, (self, other))
        #
        # def _backward() -> None:
        #     self.grad += other.data
        #     other.grad += self.data
        #
        # out._backward = _backward
        # return out
        # END MISTAKE

    def __sub__(self, other: Value | float) -> Value:
        """The difference, self - other."""
        # BEGIN SOLUTION
        return self + (-as_value(other))
        # END SOLUTION

    def __truediv__(self, other: Value | float) -> Value:
        """The quotient, self / other, for other != 0."""
        # BEGIN SOLUTION
        return self * as_value(other) ** -1
        # END SOLUTION
        # BEGIN MISTAKE div-grad
        # why: the divisor gets no gradient; -a / b^2 is missing
        # hint: A quotient a / b also changes when b does. What is its derivative for b?
        # other = as_value(other)
        # out = Value(self.data / other.data, (self, other))
        #
        # def _backward() -> None:
        #     self.grad += out.grad / other.data
        #
        # out._backward = _backward
        # return out
        # END MISTAKE

    # -- a number on the left --------------------------------------------------------------------

    def __radd__(self, other: float) -> Value:
        """The sum, other + self, where other is a number."""
        # BEGIN SOLUTION
        return self + other
        # END SOLUTION

    def __rmul__(self, other: float) -> Value:
        """The product, other * self, where other is a number."""
        # BEGIN SOLUTION
        return self * other
        # END SOLUTION

    def __rsub__(self, other: float) -> Value:
        """The difference, other - self, where other is a number."""
        # BEGIN SOLUTION
        return as_value(other) - self
        # END SOLUTION
        # BEGIN MISTAKE rsub-sign
        # why: Python calls a.__rsub__(2) for 2 - a; the operands come in reversed order
        # hint: What is 5 - a for a = 2, and what does yours give? Which of the two stands on the
        # hint: left when Python calls __rsub__?
        # return self - other
        # END MISTAKE

    def __rtruediv__(self, other: float) -> Value:
        """The quotient, other / self, where other is a number."""
        # BEGIN SOLUTION
        return as_value(other) / self
        # END SOLUTION
        # BEGIN MISTAKE rdiv-reversed
        # why: Python calls a.__rtruediv__(2) for 2 / a; the operands come in reversed order
        # hint: What is 6 / a for a = 2, and what does yours give? Which of the two stands on the
        # hint: left when Python calls __rtruediv__?
        # return self / other
        # END MISTAKE

    # -- one operand -----------------------------------------------------------------------------

    def __neg__(self) -> Value:
        """The negative, -self."""
        # BEGIN SOLUTION
        # EQUIVALENT arithmetic: a division by -1 negates as well
        return self * -1.0
        # END SOLUTION
        # BEGIN MISTAKE changes-its-operand
        # why: negates the operand itself, which other operations have used or will use
        # hint: After b = -a, what is a? May an operation change the numbers that it is given?
        # self.data = -self.data
        # return self
        # END MISTAKE

    def __pow__(self, exponent: float) -> Value:
        """The power, self ** exponent, where exponent is a number and not a Value.

        Graded: whole exponents for data other than 0, and any exponent for data above 0.
        """
        # BEGIN SOLUTION
        out = Value(self.data**exponent, (self,))

        def _backward() -> None:
            self.grad += exponent * self.data ** (exponent - 1) * out.grad

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION
        # BEGIN MISTAKE pow-grad
        # why: n * x**n, the exponent was not lowered
        # hint: The derivative of x**2 is 2x. What does yours give for x = 3?
        # out = Value(self.data**exponent, (self,))
        #
        # def _backward() -> None:
        #     self.grad += exponent * self.data**exponent * out.grad
        #
        # out._backward = _backward
        # return out
        # END MISTAKE

    def exp(self) -> Value:
        """The exponential, e ** self."""
        # BEGIN SOLUTION
        out = Value(math.exp(self.data), (self,))

        def _backward() -> None:
            self.grad += out.data * out.grad

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION
        # BEGIN MISTAKE inputs-forgotten
        # why: the result does not say what it was computed from, so no sweep gets past it
        # hint: Ask the result of your exp for its `inputs`. How would a sweep that begins further
        # hint: on find its way from there to the operand?
        # out = Value(math.exp(self.data))
        #
        # def _backward() -> None:
        #     self.grad += out.data * out.grad
        #
        # out._backward = _backward
        # return out
        # END MISTAKE

    def log(self) -> Value:
        """The natural logarithm, for data above 0."""
        # BEGIN SOLUTION
        out = Value(math.log(self.data), (self,))

        def _backward() -> None:
            self.grad += out.grad / self.data

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION

    def tanh(self) -> Value:
        """The hyperbolic tangent, (e^x - e^-x) / (e^x + e^-x), for any x: at 1000 it is 1.0."""
        # BEGIN SOLUTION
        out = Value(math.tanh(self.data), (self,))

        def _backward() -> None:
            self.grad += (1.0 - out.data**2) * out.grad

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION
        # BEGIN MISTAKE tanh-grad-of-input
        # why: the derivative is 1 - tanh(x)^2, written with the result and not with x
        # hint: How large can the slope of tanh be, and what is yours at x = 2? Which number is
        # hint: squared in its derivative: the one that goes in, or the one that comes out?
        # out = Value(math.tanh(self.data), (self,))
        #
        # def _backward() -> None:
        #     self.grad += (1.0 - self.data**2) * out.grad
        #
        # out._backward = _backward
        # return out
        # END MISTAKE

    def relu(self) -> Value:
        """The larger of 0 and self. At 0 the derivative is 0."""
        # BEGIN SOLUTION
        out = Value(max(0.0, self.data), (self,))

        def _backward() -> None:
            self.grad += out.grad if self.data > 0 else 0.0

        out._backward = _backward  # LEAK OK: the pattern that `sin` shows on purpose
        return out
        # END SOLUTION
        # BEGIN MISTAKE relu-data-lt
        # why: the comparison is turned round: gradient 1 where the result is flat
        # hint: Draw relu. On which side of 0 is it flat, and which slope does yours have there?
        # out = Value(max(0.0, self.data), (self,))
        #
        # def _backward() -> None:
        #     self.grad += out.grad if self.data < 0 else 0.0
        #
        # out._backward = _backward
        # return out
        # END MISTAKE


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
    # BEGIN SOLUTION
    order: list[Value] = []
    visited: set[Value] = set()
    stack = [(root, False)]
    while stack:
        node, inputs_are_in = stack.pop()
        if inputs_are_in:
            order.append(node)
        elif node not in visited:
            visited.add(node)
            stack.append((node, True))
            stack.extend((each, False) for each in reversed(node.inputs))
    return order
    # END SOLUTION
    # BEGIN MISTAKE preorder
    # why: a Value is written down before its inputs, so outputs come first
    # hint: Where does the root stand in your list, and where should it? When may a Value be
    # hint: written down: when you come to it, or when its inputs have been?
    # order: list[Value] = []
    # visited: set[Value] = set()
    # stack = [root]
    # while stack:
    #     node = stack.pop()
    #     if node not in visited:
    #         visited.add(node)
    #         order.append(node)
    #         stack.extend(reversed(node.inputs))
    # return order
    # END MISTAKE
    # BEGIN MISTAKE no-visited
    # why: a Value is written down once for every path to it, and the sweep counts it as often
    # hint: How often does b stand in your list for b * 2 + b * 3? And how many paths does a graph
    # hint: have in which each Value is used twice by the next?
    # order: list[Value] = []
    # stack = [(root, False)]
    # while stack:
    #     node, inputs_are_in = stack.pop()
    #     if inputs_are_in:
    #         order.append(node)
    #     else:
    #         stack.append((node, True))
    #         stack.extend((each, False) for each in reversed(node.inputs))
    # return order
    # END MISTAKE
    # BEGIN MISTAKE recursion-limit
    # why: one call per step of depth; Python stops at 1,000
    # hint: How many calls are open at once when your function reaches the far end of a chain of
    # hint: 5,000 additions? What could hold the Values that wait, if not open calls?
    # verdict: ERROR
    # order: list[Value] = []
    # visited: set[Value] = set()
    #
    # def visit(node: Value) -> None:
    #     if node not in visited:
    #         visited.add(node)
    #         for each in node.inputs:
    #             visit(each)
    #         order.append(node)
    #
    # visit(root)
    # return order
    # END MISTAKE
    # BEGIN MISTAKE set-order
    # why: a set of Values is walked in the order of their hashes, which are addresses
    # hint: Run your program twice: is the order the same? In which order does Python walk
    # hint: through a set of objects, and what does it depend on?
    # order: list[Value] = []
    # visited: set[Value] = set()
    # stack = [(root, False)]
    # while stack:
    #     node, inputs_are_in = stack.pop()
    #     if inputs_are_in:
    #         order.append(node)
    #     elif node not in visited:
    #         visited.add(node)
    #         stack.append((node, True))
    #         stack.extend((each, False) for each in set(node.inputs))
    # return order
    # END MISTAKE


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
    # BEGIN SOLUTION
    order = topological_order(root)
    for node in order:
        if node.inputs:
            node.grad = 0.0
    # EQUIVALENT skipped-update root.grad += 1.0 -> root.grad = 1.0: it is 0, in a new leaf too
    root.grad += 1.0
    for node in reversed(order):
        node._backward()
    # END SOLUTION
    # BEGIN MISTAKE dfs-without-topo
    # why: pushes a partial gradient on as soon as it arrives, and again with the next part
    # hint: In b * 2 + b * 3 the Value b gets its gradient in two parts, 2 and 3. What have you
    # hint: already passed on to the inputs of b when the second part arrives?
    # def push(node: Value) -> None:
    #     node._backward()
    #     for each in node.inputs:
    #         push(each)
    #
    # for node in topological_order(root):
    #     if node.inputs:
    #         node.grad = 0.0
    # root.grad += 1.0
    # push(root)
    # END MISTAKE
    # BEGIN MISTAKE root-grad-zero
    # why: nothing is seeded, so every product of the chain rule has a factor 0
    # hint: All your gradients are 0. Which gradient must be known before the first step back,
    # hint: and what is the derivative of a number for itself?
    # order = topological_order(root)
    # for node in order:
    #     if node.inputs:
    #         node.grad = 0.0
    # for node in reversed(order):
    #     node._backward()
    # END MISTAKE
    # BEGIN MISTAKE order-not-reversed
    # why: begins at the leaves, whose outputs have no gradient yet
    # hint: Which Value knows its gradient first, the root or a leaf? At which end of the
    # hint: topological order do you begin?
    # order = topological_order(root)
    # for node in order:
    #     if node.inputs:
    #         node.grad = 0.0
    # root.grad += 1.0
    # for node in order:
    #     node._backward()
    # END MISTAKE
    # BEGIN MISTAKE grads-not-reset-intermediate
    # why: a second call adds to what the first one left between root and leaves
    # hint: Call backward twice on one graph and set only the leaves to 0 in between. What is
    # hint: still in the grad of the Values between them and the root?
    # root.grad = 1.0
    # for node in reversed(topological_order(root)):
    #     node._backward()
    # END MISTAKE
    # BEGIN MISTAKE leaves-reset
    # why: the leaves lose the gradient of an earlier loss; gradients of a batch cannot add up
    # hint: Two losses share a weight, and backward is called for each of them. Which gradient
    # hint: should the weight have in the end?
    # order = topological_order(root)
    # for node in order:
    #     node.grad = 0.0
    # root.grad += 1.0
    # for node in reversed(order):
    #     node._backward()
    # END MISTAKE
