"""I believed that clearing the inner Values and walking back is the whole sweep."""

from __future__ import annotations

from .engine import Value, topological_order


def backpropagate(root: Value) -> None:
    order = topological_order(root)
    for node in order:
        if node.inputs:
            node.grad = 0.0
    for node in reversed(order):
        node._backward()
