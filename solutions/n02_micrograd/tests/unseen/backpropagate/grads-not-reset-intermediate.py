"""I believed that nobody but the caller clears gradients, also those between root and leaves."""

from __future__ import annotations

from .engine import Value, topological_order


def backpropagate(root: Value) -> None:
    if root.inputs:
        root.grad = 1.0
    else:
        root.grad += 1.0
    for node in topological_order(root)[::-1]:
        if node.inputs:
            node._backward()
