"""I believed that the topological order is already the order in which gradients travel."""

from __future__ import annotations

from .engine import Value, topological_order


def backpropagate(root: Value) -> None:
    order = topological_order(root)
    for node in order:
        if node.inputs:
            node.grad = 0.0
    root.grad += 1.0
    for node in order:
        if node.inputs:
            node._backward()
